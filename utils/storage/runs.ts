import type { ErrorRecord } from '../errors.ts';
import type { Arrangement } from '../photos/arrangement.ts';
import type { Choice } from '../photos/choice.ts';
import type { Plan } from '../transfer/plan.ts';
import type { Run } from '../transfer/run.ts';
import type { EpochMs } from '../units.ts';
import { changeLatestRun, emptyLog, type LogDatabase, readLatestRun } from './database.ts';
import { restarted } from './records.ts';
import { retryFailedFiles } from './retry-failed.ts';

/** What a new run is to do. */
export interface RunWish {
  destinationFolder: string;
  choice: Choice;
  arrangement: Arrangement;
  /** Begin without showing the plan first. */
  isConfirmed: boolean;
}

/** A plan that is older than this is counted again when it is confirmed. */
const PLAN_LIFE_MS = 3_600_000;

/**
 * Begins a run, or goes on with the one that has not ended. A new one reads all lists anew and tries again what an
 * earlier one gave up; what is proved stays proved. A plan that nobody confirmed is no run that must go on: it is made
 * anew.
 */
export async function startRun(database: LogDatabase, at: EpochMs, wish: RunWish): Promise<void> {
  const last = await readLatestRun(database);
  if (last && last.status !== 'finished' && last.isConfirmed) return resumeRun(database);
  if (last?.status === 'active') {
    // Its lists are being read: they are read on, for what is wanted now.
    await changeLatestRun(database, (run) => ({ ...run, ...wish, plan: null }));
    return;
  }
  await listAnew(database);
  await retryFailedFiles(database);
  await database.put('runs', {
    ...wish,
    id: last && last.status !== 'finished' ? last.id : (last?.id ?? 0) + 1,
    status: 'active',
    phase: 'counting',
    startedAt: at,
    endedAt: null,
    plan: null,
    appleCount: null,
    listedItems: 0,
    checkedFiles: 0,
    attention: null,
    shortfalls: [],
  });
}

/** "Start": what the plan says is done; where the plan is old, after everything was listed and counted again. */
export async function confirmRun(database: LogDatabase, at: EpochMs): Promise<void> {
  const run = await readLatestRun(database);
  if (run?.status !== 'planned') return;
  const isOld = run.plan === null || at - run.plan.countedAt > PLAN_LIFE_MS;
  if (isOld) await listAnew(database);
  await changeLatestRun(database, (old) =>
    old.status === 'planned'
      ? { ...old, status: 'active', isConfirmed: true, ...(isOld && { plan: null, shortfalls: [] }) }
      : old,
  );
}

/**
 * Writes what was counted, if that is still what is wanted: choice and arrangement may change while it is counted.
 *
 * @returns the run as it is now, or null
 */
export async function savePlan(
  database: LogDatabase,
  counted: Run,
  plan: Plan,
  shortfalls: ErrorRecord[],
): Promise<Run | null> {
  let isWanted = false;
  const run = await changeLatestRun(database, (old) => {
    isWanted = old.id === counted.id && wishOf(old) === wishOf(counted);
    const waits = old.status === 'active' && !old.isConfirmed;
    return isWanted ? { ...old, plan, shortfalls, status: waits ? 'planned' : old.status } : old;
  });
  return isWanted ? run : null;
}

const wishOf = ({ destinationFolder, choice, arrangement }: Run): string =>
  JSON.stringify([destinationFolder, choice, arrangement]);

/** Another choice for a run that has not begun to move: its plan is made anew from what was listed. */
export async function chooseAnew(database: LogDatabase, choice: Choice): Promise<void> {
  await changeLatestRun(database, (run) =>
    run.status === 'finished' || run.isConfirmed ? run : { ...run, choice, plan: null, status: 'active' },
  );
}

/** A plan that nobody wants: as if it had never been asked for. */
export async function dropPlan(database: LogDatabase): Promise<void> {
  const run = await readLatestRun(database);
  if (run && run.status !== 'finished' && !run.isConfirmed) await database.delete('runs', run.id);
}

/** After a pause, or when the obstacle may be gone. A plan that is ready waits for "Start", not for this. */
export async function resumeRun(database: LogDatabase): Promise<void> {
  await unlessFinished(database, (run) => (run.plan && !run.isConfirmed ? 'planned' : 'active'));
}

export const pauseRun = (database: LogDatabase): Promise<void> => unlessFinished(database, () => 'paused');

async function unlessFinished(database: LogDatabase, status: (run: Run) => Run['status']): Promise<void> {
  await changeLatestRun(database, (run) =>
    run.status === 'finished' ? run : { ...run, status: status(run), attention: null },
  );
}

async function listAnew(database: LogDatabase): Promise<void> {
  const transaction = database.transaction(['libraries', 'albums', 'log'], 'readwrite');
  const [libraries, albums] = [transaction.objectStore('libraries'), transaction.objectStore('albums')];
  for (const library of await libraries.getAll()) {
    const { main, hidden, deleted } = library.lists;
    await libraries.put({
      ...library,
      lists: { main: restarted(main), hidden: restarted(hidden), deleted: restarted(deleted) },
    });
  }
  for (const album of await albums.getAll()) await albums.put({ ...album, list: restarted(album.list) });
  const log = await transaction.objectStore('log').get('log');
  await transaction.objectStore('log').put({ ...(log ?? emptyLog), unusable: [], placedUpTo: null });
  await transaction.done;
}
