import type { LogOwner } from '../../../utils/domain/account/logs.ts';
import { attentionOf } from '../../../utils/domain/run/run.ts';
import type { IcloudAccount } from '../../../utils/domain/run/snapshot.ts';
import { logs } from '../../../utils/settings/logs.ts';
import { resumedAt } from '../../../utils/settings/stored-items.ts';
import { readLatestRun, readLogRecord, sharedLog } from '../../../utils/store/database.ts';
import { followSignedIn, giveLog, leaveLog, showLog } from '../../../utils/store/logs/choose-log.ts';
import type { LogDatabase } from '../../../utils/store/schema.ts';
import { resumeRun } from '../../../utils/store/runs/runs.ts';
import type { EngineHost } from '../host/engine-host.ts';
import { readSignedIn } from '../icloud/icloud-session.ts';
import { startPendingSends } from '../in-page/send-queue.ts';
import { showRun } from '../shown/show-run.ts';
import { followRun, recheckRun } from '../run-watchdog.ts';
import { oneLogAtATime, saveFolder } from './log-of-page.ts';

/**
 * Asks an open page at icloud.com who is signed in, and follows it: the log of that account becomes the current one, unless a
 * run is open. A run that waited for this account resumes.
 */
export async function lookWhoIsSignedIn(host: EngineHost): Promise<IcloudAccount> {
  const { owner, account } = await noteSignedIn(host);
  if (owner) await resumeOwnRun(host, owner);
  return account;
}

/** The same without resuming a run: for the engine, which has just found another account. */
export async function noteSignedIn(
  host: EngineHost,
): Promise<{ owner: LogOwner | null; account: IcloudAccount }> {
  const { owner, ...account } = await readSignedIn();
  // Without an answer, nobody knows: everything stays.
  if (owner || account.session === 'signed-out')
    await change(host, async () => {
      await followSignedIn(owner);
    });
  return { owner, account };
}

/** Follows a page at icloud.com that has loaded: somebody else may have signed in, or the obstacle of a run may be gone. */
export async function followPage(host: EngineHost): Promise<void> {
  const { accountNumber } = await readLogRecord(await sharedLog());
  // Before the first copy nobody needs to know.
  if (accountNumber !== null) await lookWhoIsSignedIn(host);
  await recheckRun(host);
}

/** Makes another log the current one, as a person has chosen. */
export const showCopyOf = (host: EngineHost, log: string): Promise<void> => change(host, () => showLog(log));

/**
 * Gives the account that is signed in a log of its own, if it has none, and makes that the current one.
 *
 * @returns the log; null if nobody is known to be signed in, where nothing has changed, or if it was left again meanwhile
 */
export async function showSignedIn(host: EngineHost): Promise<LogDatabase | null> {
  const { owner } = await readSignedIn();
  const wanted = owner ?? (await logs.getValue()).signedIn;
  if (!wanted) return null;
  let log = '';
  await change(host, async () => {
    await followSignedIn(wanted);
    log = await giveLog(wanted, true, saveFolder);
  });
  const database = await sharedLog();
  return database.name === log ? database : null;
}

/** Leaves a log that is about to be deleted. @returns false if it is the only one */
export async function leaveCopyOf(host: EngineHost, log: string): Promise<boolean> {
  let isLeft = false;
  await change(host, async () => {
    isLeft = await leaveLog(log);
  });
  return isLeft;
}

/**
 * Changes the list of logs. If that makes another log the current one, ends the engine of the old one, shows the new one on
 * the badge, and begins presses that waited for it. After a death in between, the alarm does the same.
 */
async function change(host: EngineHost, work: () => Promise<void>): Promise<void> {
  const isOther = await oneLogAtATime(async () => {
    const { current } = await logs.getValue();
    await work();
    return (await logs.getValue()).current !== current;
  });
  if (!isOther) return;
  await resumedAt.setValue(null);
  await followRun(host);
  await showRun(await sharedLog(), null);
  await startPendingSends(host);
}

/** Resumes a run of the current log that waits for its account, which is signed in again. */
async function resumeOwnRun(host: EngineHost, { accountNumber }: LogOwner): Promise<void> {
  const database = await sharedLog();
  if (attentionOf(await readLatestRun(database))?.code !== 'icloud-other-account') return;
  if ((await readLogRecord(database)).accountNumber !== accountNumber) return;
  await resumeRun(database);
  await followRun(host, true);
}
