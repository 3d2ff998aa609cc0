import { expect, test } from '@playwright/test';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createProfile, launchBrowser } from '../../support/launch-browser.ts';
import { startServices } from '../../support/start-services.ts';
import { followPhotos } from '../in-page.ts';
import { photos } from '../libraries.ts';

const BUILD = resolve('.output/chrome-mv3');
const CHINA = ['https://www.icloud.com.cn/*', 'https://*.icloud-content.com.cn/*'];

/** The build with the site allowed from the start: nobody but a person can press "Allow" in the browser's own question. */
async function allowedBuild(): Promise<{ path: string; [Symbol.asyncDispose](): Promise<void> }> {
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

test('on icloud.com.cn the button stands once the site is allowed', async () => {
  await using services = await startServices(photos(30, 20_000));
  await using profile = await createProfile();
  await using build = await allowedBuild();
  const browser = await launchBrowser(services, profile.path, true, [
    `--disable-extensions-except=${build.path}`,
    `--load-extension=${build.path}`,
  ]);
  try {
    const [worker] = browser.context.serviceWorkers();
    if (!worker) throw new Error('no service worker');
    await expect
      .poll(() =>
        worker.evaluate(async () => {
          const { chrome } = globalThis as unknown as {
            chrome: { scripting: { getRegisteredContentScripts(): Promise<{ matches: string[] }[]> } };
          };
          return (await chrome.scripting.getRegisteredContentScripts()).map(({ matches }) => matches);
        }),
      )
      .toEqual([['https://www.icloud.com.cn/*']]);
    const page = await browser.context.newPage();
    await page.goto('https://www.icloud.com.cn/practice/sign-in');
    const photosPage = await followPhotos(page);
    await photosPage.press('button', 'Send to Jottacloud');
    await photosPage.press('menuitem', 'Choose photos…');
    await expect
      .poll(
        async () =>
          (await photosPage.spoken('option')).filter(({ name }) => name.startsWith('Photo, ')).length,
      )
      .toBeGreaterThan(10);
  } finally {
    await browser.quit();
  }
});
