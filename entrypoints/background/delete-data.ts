import { browser } from 'wxt/browser';
import { sharedLog } from '../../utils/store/database.ts';
import { deleteKeyDatabase } from '../../utils/settings/key-database.ts';
import { itemOfLog, SPOOL_FOLDER } from '../../utils/domain/account/logs.ts';
import { logs } from '../../utils/settings/logs.ts';
import { pendingSendsOf } from '../../utils/settings/pending-sends.ts';
import { destinationFolderOf } from '../../utils/settings/settings.ts';
import { cancelStepsOf, lastNoticeOf } from '../../utils/settings/stored-items.ts';
import { forgetLog } from '../../utils/store/logs/choose-log.ts';
import { runUnderWayOf } from '../../utils/store/runs/run-note.ts';
import { pauseRun } from '../../utils/store/runs/runs.ts';
import { clearBadge } from './shown/badge.ts';
import type { EngineHost } from './host/engine-host.ts';
import { leaveCopyOf } from './logs/current-log.ts';
import { forgetOpened, oneLogAtATime } from './logs/log-of-page.ts';

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
  for (const { name } of await indexedDB.databases())
    if (name !== undefined) {
      forgetOpened(name);
      await deleteDatabase(name);
    }
  await deleteKeyDatabase();
  await emptyDisk(() => true);
  await browser.storage.local.clear();
  await browser.storage.session.clear();
  await clearBadge();
}

/**
 * Removes what we keep of one Apple account in this browser: its log, the bytes under way, and its own settings. Another
 * account's copy is shown then. Nothing happens to the only one. A deletion that a death interrupts is finished later.
 */
export async function deleteCopyOf(host: EngineHost, log: string): Promise<void> {
  if (await leaveCopyOf(host, log)) await removeLog(log);
}

/** Finishes deletions that a death has interrupted. */
export async function finishDeletions(): Promise<void> {
  for (const { log, isLeaving } of (await logs.getValue()).known) if (isLeaving) await removeLog(log);
}

/** Whether a log still waits to be deleted: a later one may have its name. */
const isStillLeaving = async (log: string): Promise<boolean> =>
  (await logs.getValue()).known.some((known) => known.log === log && known.isLeaving === true);

/** Removes a log that is leaving. Another context may have done so already. */
const removeLog = (log: string): Promise<void> =>
  oneLogAtATime(async () => {
    if (await isStillLeaving(log)) await removeDataOf(log);
  });

async function removeDataOf(log: string): Promise<void> {
  forgetOpened(log);
  await deleteDatabase(log);
  await runUnderWayOf(log).setValue(null);
  await pendingSendsOf(log).setValue([]);
  await Promise.all(
    [destinationFolderOf(log), lastNoticeOf(log), cancelStepsOf(log)].map((item) =>
      item.removeValue({ removeMeta: true }),
    ),
  );
  await emptyDisk((name) => name === itemOfLog(SPOOL_FOLDER, log));
  await forgetLog(log);
}

const deleteDatabase = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.addEventListener('success', () => resolve());
    request.addEventListener('error', () => reject(request.error ?? new Error(`${name} cannot be deleted`)));
  });

/** Removes folders of our private files. A file that the worker held open is released a moment after the worker ends. */
async function emptyDisk(isUnwanted: (name: string) => boolean): Promise<void> {
  const root: Folder = await navigator.storage.getDirectory();
  for (const name of (await Array.fromAsync(root.keys())).filter(isUnwanted))
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
