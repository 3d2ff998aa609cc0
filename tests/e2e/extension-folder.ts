import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const BUILD = resolve(import.meta.dirname, '../../.output/chrome-mv3');

/** The manifest's required and optional hosts. */
interface AskedAccess {
  host_permissions: string[];
  optional_host_permissions: string[];
}

/** A folder of its own with the build, so that another version can come into it while a browser runs. */
export interface ExtensionFolder extends AsyncDisposable {
  path: string;
  /** Puts a newer version of the same into it; the browser takes it at the next reload of the extension. */
  raiseVersion(version: string): Promise<void>;
  /** Allows optional access from the next start on: only a person can press "Allow" in the browser's own dialog. */
  allow(origin: string): Promise<void>;
  /** Has a script run before the background's own, e.g. to make the browser an older one. */
  runFirst(script: string): Promise<void>;
}

/** Copies the build; the folder is removed with what is returned. */
export async function copyExtension(): Promise<ExtensionFolder> {
  const path = await mkdtemp(join(tmpdir(), 'fotoflytt-extension-'));
  await cp(BUILD, path, { recursive: true });
  const manifest = join(path, 'manifest.json');
  const background = join(path, 'background.js');
  return {
    path,
    async raiseVersion(version) {
      const content = JSON.parse(await readFile(manifest, 'utf8')) as object;
      await writeFile(manifest, JSON.stringify({ ...content, version }));
    },
    async allow(origin) {
      const content = JSON.parse(await readFile(manifest, 'utf8')) as AskedAccess;
      if (!content.optional_host_permissions.includes(origin))
        throw new Error(`${origin} is never asked for`);
      content.host_permissions.push(origin);
      content.optional_host_permissions = content.optional_host_permissions.filter((one) => one !== origin);
      await writeFile(manifest, JSON.stringify(content));
    },
    async runFirst(script) {
      await writeFile(background, `${script}\n${await readFile(background, 'utf8')}`);
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
