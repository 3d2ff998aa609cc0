import { InvariantError } from '../../errors.ts';
import { claimAccount } from '../listing/claim-account.ts';
import { readFacts, saveFacts } from './account-facts.ts';
import { changeLatestRun, readLatestRun, readLogRecord } from '../database.ts';
import { failedCodes, putBackFailed } from './retry-failed.ts';
import { forgetFolders } from '../placing/leftovers.ts';
import { ofOtherJottacloud } from '../records.ts';
import type { ChangeTracker } from '../manifest/changed-files.ts';
import type { LogDatabase } from '../schema.ts';
import { type RunEvent, transitionRun } from '../../domain/run/run-transition.ts';
import { isStoppedRun, type Run } from '../../domain/run/run.ts';
import type { RunChange, RunLog } from '../../ports/run-log.ts';
import { changeLog } from '../change-record.ts';

/** Implements the port of the run and its accounts. */
export const createRunLog = (database: LogDatabase, changes: ChangeTracker): RunLog => ({
  readRun: () => readLatestRun(database),
  changeRun: (change, id) => changeRun(database, change, id),
  moveRun: (event, id) => moveRun(database, event, id),
  readTotals: async () => (await readLogRecord(database)).totals,
  claimAccount: (session) => claimAccount(database, session),
  claimJottacloud: (username) => claimJottacloud(database, username),
  async refusesHandler() {
    const { refusesConflictHandler, jottacloudUser = '' } = await readLogRecord(database);
    const { takesConflictHandler } = await readFacts(database, 'jottacloud', jottacloudUser);
    return takesConflictHandler === undefined ? refusesConflictHandler === true : !takesConflictHandler;
  },
  async saveRefusesHandler() {
    const { jottacloudUser = '' } = await readLogRecord(database);
    await changeLog(database, (log) => ({ ...log, refusesConflictHandler: true }));
    await saveFacts(database, 'jottacloud', jottacloudUser, { takesConflictHandler: false });
  },
  failedCodes: () => failedCodes(database),
  tryAgain: (codes) => putBackFailed(database, codes, changes),
});

/** Changes facts of the latest run. @param id as in the port */
const changeRun = (database: LogDatabase, change: RunChange, id?: number): Promise<Run> =>
  changeThisRun(database, (run) => ({ ...run, ...change }), id);

/** Applies an event to the latest run. @param id as in the port */
export const moveRun = (database: LogDatabase, event: RunEvent, id?: number): Promise<Run> =>
  changeThisRun(database, (run) => transitionRun(run, event), id);

async function changeThisRun(
  database: LogDatabase,
  change: (run: Run) => Run,
  id: number | undefined,
): Promise<Run> {
  let isOver = false;
  const run = await changeLatestRun(database, (old) => {
    isOver = id !== undefined && (old.id !== id || isStoppedRun(old));
    return isOver ? old : change(old);
  });
  if (!run) throw new InvariantError('there is no run to change');
  if (isOver) throw new DOMException('the run was stopped', 'AbortError');
  return run;
}

/** @returns true if the files went to another Jottacloud account before */
async function claimJottacloud(database: LogDatabase, username: string): Promise<boolean> {
  const { jottacloudUser } = await readLogRecord(database);
  if (jottacloudUser === username) return false;
  await changeLog(database, (log) => ofOtherJottacloud(log, username));
  await forgetFolders(database);
  if (jottacloudUser !== undefined) await database.clear('remembered');
  return jottacloudUser !== undefined;
}
