import { expect } from '@playwright/test';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const BUILD = resolve('.output/chrome-mv3');
const CHINA = ['https://www.icloud.com.cn/*', 'https://*.icloud-content.com.cn/*'];

/** Copies the build with the site allowed from the start: only a person can press "Allow" in the browser's own dialog. */
export async function chinaBuild(): Promise<{ path: string; [Symbol.asyncDispose](): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'fotoflytt-china-'));
  await cp(BUILD, path, { recursive: true });
  const manifest = JSON.parse(await readFile(join(path, 'manifest.json'), 'utf8')) as {
    host_permissions: string[];
    optional_host_permissions: string[];
    permissions: string[];
    optional_permissions: string[];
  };
  expect(manifest.optional_host_permissions).toEqual(expect.arrayContaining(CHINA));
  expect(manifest.host_permissions).not.toEqual(expect.arrayContaining(CHINA));
  expect(manifest.optional_permissions).toContain('scripting');
  manifest.host_permissions.push(...CHINA);
  manifest.permissions.push('scripting');
  manifest.optional_permissions = manifest.optional_permissions.filter((name) => name !== 'scripting');
  manifest.optional_host_permissions = manifest.optional_host_permissions.filter(
    (host) => !CHINA.includes(host),
  );
  await writeFile(join(path, 'manifest.json'), JSON.stringify(manifest));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
