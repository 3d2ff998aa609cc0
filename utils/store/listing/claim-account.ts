import type { AccountOfLog } from '../../ports/run-log.ts';
import { runOfRow } from '../../domain/run/run-row.ts';
import type { Run } from '../../domain/run/run.ts';
import { changeLog } from '../change-record.ts';
import { emptyLog, readLatestRun, readLogRecord } from '../database.ts';
import type { LogDatabase, LogRecord } from '../schema.ts';

/**
 * Claims the log for an Apple account. The log stays with another account once a photo was placed or a plan was shown.
 * Before that, the other account's lists are deleted and the log changes owner.
 *
 * @returns the account that owns the log
 */
export async function claimAccount(
  database: LogDatabase,
  { accountNumber, account }: AccountOfLog,
): Promise<AccountOfLog> {
  const listed = ['libraries', 'albums', 'members', 'photos', 'remembered', 'paths'] as const;
  const transaction = database.transaction(['log', 'runs', 'contents', ...listed], 'readwrite');
  const [logs, runs] = [transaction.objectStore('log'), transaction.objectStore('runs')];
  const [stored, cursor, contents] = await Promise.all([
    logs.get('log'),
    runs.openCursor(null, 'prev'),
    transaction.objectStore('contents').getAllKeys(null, 1),
  ]);
  const log = stored ?? emptyLog;
  const isSameAccount = log.accountNumber === null || log.accountNumber === accountNumber;
  const isBound =
    holdsAccount(log, contents.length) || (cursor !== null && isPlanned(runOfRow(cursor.value)));
  if (!isSameAccount && isBound) {
    await transaction.done;
    return { accountNumber: log.accountNumber ?? '', account: log.account ?? null };
  }
  if (!isSameAccount) {
    for (const store of listed) void transaction.objectStore(store).clear();
    // Contents that recovery found are of the other account's photos.
    void transaction.objectStore('contents').clear();
    if (cursor) void cursor.update({ ...cursor.value, ...noCounts });
    void logs.put({ ...emptyLog, accountNumber, account, ...(log.facts && { facts: log.facts }) });
  } else if (log.accountNumber === null || log.account !== account) {
    void logs.put({ ...log, accountNumber, account });
  }
  await transaction.done;
  return { accountNumber, account };
}

/** Contents that a manifest has named are no work yet. */
const holdsAccount = ({ isReserved, lastOrder, recovery }: LogRecord, contents: number): boolean =>
  isReserved === true || lastOrder > 0 || (contents > 0 && !recovery);

/** Whether a log stays with its account: it was claimed, and a photo was placed or a plan was shown. */
export async function isBoundLog(database: LogDatabase): Promise<boolean> {
  const [log, run, contents] = await Promise.all([
    readLogRecord(database),
    readLatestRun(database),
    database.getAllKeys('contents', null, 1),
  ]);
  return (
    log.accountNumber !== null && (holdsAccount(log, contents.length) || (run !== null && isPlanned(run)))
  );
}

/** Keeps a log with its account for good, because this browser gets another log. */
export const reserveLog = (database: LogDatabase): Promise<void> =>
  changeLog(database, (log) => (log.accountNumber === null ? log : { ...log, isReserved: true }));

/** Whether a person has seen the plan of a run. */
const isPlanned = ({ plan, wasPlanned, status }: Run): boolean =>
  plan !== null || (wasPlanned === true && status !== 'finished');

/** What a run has counted before it has listed anything. */
const noCounts = { listing: 'all', firstOrder: 0, listedItems: 0, appleCount: null } as const;
