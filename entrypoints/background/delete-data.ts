import { browser } from 'wxt/browser';
import { sharedLog } from '../../utils/store/database.ts';
import { deleteKeyDatabase } from '../../utils/settings/key-database.ts';
import { pauseRun } from '../../utils/store/runs/runs.ts';
import type { EngineHost } from './host/engine-host.ts';

/** Retries until the engine's worker has released its files. */
const MAX_TRIES = 20;
/** Pause between tries; with {@link MAX_TRIES} it gives the worker two seconds. */
const RETRY_MS = 100;

/**
 * Removes everything that we keep in this browser, after the engine has ended. Nothing at Apple or Jottacloud changes.
 * Open pages of ours close their connections to the log automatically.
 */
export async function deleteAllData(host: EngineHost): Promise<void> {
  // A log that cannot be opened is deleted too.
  await sharedLog()
    .then(pauseRun)
    .catch(() => undefined);
  await host.release(() => Promise.resolve(true));
  await browser.alarms.clearAll();
  for (const { name } of await indexedDB.databases()) if (name !== undefined) await deleteDatabase(name);
  await deleteKeyDatabase();
  await emptyDisk();
  await browser.storage.local.clear();
  await browser.storage.session.clear();
  await browser.action.setBadgeText({ text: '' });
}

const deleteDatabase = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.addEventListener('success', () => resolve());
    request.addEventListener('error', () => reject(request.error ?? new Error(`${name} cannot be deleted`)));
  });

/** Empties our private files. A file that the worker held open is released a moment after the worker ends. */
async function emptyDisk(): Promise<void> {
  const root: Folder = await navigator.storage.getDirectory();
  for (const name of await Array.fromAsync(root.keys()))
    for (let left = MAX_TRIES; ; left -= 1)
      try {
        await root.removeEntry(name, { recursive: true });
        break;
      } catch (error) {
        if (left === 0) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
}

/** The part of the origin private file system that we use. */
interface Folder {
  keys(): AsyncIterable<string>;
  removeEntry(name: string, options: { recursive: boolean }): Promise<void>;
}
