import { type LogOwner, whoseCopy } from '../../../utils/domain/account/logs.ts';
import { folderOfLog } from '../../../utils/domain/account/log-folder.ts';
import { usableFolder } from '../../../utils/domain/layout/destination-folder.ts';
import { logs } from '../../../utils/settings/logs.ts';
import { DEFAULT_FOLDER, destinationFolderOf } from '../../../utils/settings/settings.ts';
import { openOwnedLog, sharedLog } from '../../../utils/store/database.ts';
import { giveLog } from '../../../utils/store/logs/choose-log.ts';
import type { LogDatabase } from '../../../utils/store/schema.ts';

/** Runs changes of the list of logs one at a time, across all contexts. */
export const oneLogAtATime = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks.request('fotoflytt-logs', work);

/** Stores the destination of a new log: not that of any other one. */
export async function saveFolder(owner: LogOwner, log: string, others: readonly string[]): Promise<void> {
  const taken = await Promise.all(others.map((other) => destinationFolderOf(other).getValue()));
  await destinationFolderOf(log).setValue(folderOfLog(DEFAULT_FOLDER, owner, log, taken.map(usableFolder)));
}

/** Returns the log that photos from an open page at icloud.com belong to. It is created for an account without one. */
export const giveLogOfPage = (): Promise<string> =>
  oneLogAtATime(async () => {
    const all = await logs.getValue();
    const { signedIn } = whoseCopy(all);
    if (!signedIn) return all.current;
    return signedIn.log ?? giveLog(signedIn.owner, false, saveFolder);
  });

/** Logs beside the current one that pages at icloud.com have asked about, each with its connection. */
const opened = new Map<string, Promise<LogDatabase>>();

/** Forgets the connection to a log that is about to be deleted: a later log may have its name. */
export const forgetOpened = (log: string): void => void opened.delete(log);

/** Opens the log of the account that is signed in at icloud.com; null if it has none yet. */
export async function openLogOfPage(): Promise<LogDatabase | null> {
  const { signedIn } = whoseCopy(await logs.getValue());
  if (!signedIn) return sharedLog();
  const { log } = signedIn;
  if (log === null) return null;
  const known = opened.get(log);
  if (known) return known;
  const opening = openOwnedLog(log);
  opened.set(log, opening);
  const close = (): void => void opened.delete(log);
  // A failed connection, or one that the browser closed, is opened again by the next question.
  await opening.then((database) => database.addEventListener('close', close), close);
  return opening;
}
