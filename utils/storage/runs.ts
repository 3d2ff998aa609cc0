import type { ErrorCode, ErrorRecord } from '../errors.ts';
import type { Arrangement } from '../photos/arrangement.ts';
import type { Choice } from '../photos/choice.ts';
import type { Speed } from '../transfer/parallelism.ts';
import type { Plan } from '../transfer/plan.ts';
import type { Run, Totals } from '../transfer/run.ts';
import type { EpochMs } from '../units.ts';
import { changeLatestRun, type LogDatabase, readLatestRun, readLogRecord } from './database.ts';
import { canFollowChanges, listAnew } from './list-anew.ts';
import { placementOf, selectionOf } from './place-photos.ts';
import { retryFailedFiles } from './retry-failed.ts';

/** What a new run is to do. */
export interface RunWish {
  destinationFolder: string;
  choice: Choice;
  arrangement: Arrangement;
  speed: Speed;
  /** Begin without showing the plan first. */
  isConfirmed: boolean;
  /** Read all lists again, and look for every file in Jottacloud, though nothing seems to be new. */
  thorough?: boolean;
  /** Of what was given up earlier only this is tried again; null or absent: all. */
  retryOnly?: ErrorCode | null;
}

/** A plan that is older than this is counted again when it is confirmed. */
const PLAN_LIFE_MS = 3_600_000;

/**
 * Begins a run, or goes on with the one that has not ended. A new one asks what changed since the last reading, or reads
 * all lists anew, and tries again what an earlier one gave up; what is proved stays proved. A plan that nobody confirmed
 * is no run that must go on: it is made anew.
 */
export async function startRun(
  database: LogDatabase,
  at: EpochMs,
  { thorough = false, retryOnly = null, ...wish }: RunWish,
): Promise<void> {
  const last = await readLatestRun(database);
  if (last && last.status !== 'finished' && last.isConfirmed) return resumeRun(database);
  if (last?.status === 'active') {
    // Its lists are being read: they are read on, for what is wanted now.
    await changeLatestRun(database, (run) => ({ ...run, ...wish, plan: null }));
    return;
  }
  const log = await readLogRecord(database);
  const listing = !thorough && (await canFollowChanges(database, wish.arrangement)) ? 'changes' : 'all';
  if (listing === 'all') await listAnew(database);
  await retryFailedFiles(database, retryOnly);
  await database.put('runs', {
    ...wish,
    listing,
    // What an earlier run left open has its place in the queue from then: with it everything is checked at the end.
    firstOrder: listing === 'all' || hasOpenFiles(log.totals) ? 0 : log.lastOrder,
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
  const isIdle = counted.listing === 'changes' && !(await hasNews(database, counted));
  let isWanted = false;
  const run = await changeLatestRun(database, (old) => {
    isWanted = old.id === counted.id && wishOf(old) === wishOf(counted);
    // Where nothing is to be done there is nothing to confirm.
    const isConfirmed = old.isConfirmed || isIdle;
    const waits = old.status === 'active' && !isConfirmed;
    return isWanted ? { ...old, plan, shortfalls, isConfirmed, status: waits ? 'planned' : old.status } : old;
  });
  return isWanted ? run : null;
}

/** Something is to be placed or to be moved. */
async function hasNews(database: LogDatabase, run: Run): Promise<boolean> {
  const { totals, placedUnder, placedFor } = await readLogRecord(database);
  if (placedUnder !== placementOf(run) || placedFor !== selectionOf(run)) return true;
  const toPlace = await database.getAllKeysFromIndex('photos', 'toPlace', null, 1);
  return toPlace.length > 0 || hasOpenFiles(totals);
}

const hasOpenFiles = ({ filesDone, filesFailed, filesFound }: Totals): boolean =>
  filesDone + filesFailed < filesFound;

const wishOf = ({ destinationFolder, choice, arrangement }: Run): string =>
  JSON.stringify([destinationFolder, choice, arrangement]);

/** Another choice for a run that has not begun to move: its plan is made anew from what was listed. */
export async function chooseAnew(database: LogDatabase, choice: Choice): Promise<void> {
  await changeLatestRun(database, (run) =>
    run.status === 'finished' || run.isConfirmed ? run : { ...run, choice, plan: null, status: 'active' },
  );
}

/**
 * Copies a choice without asking again: the plan that waits is made anew for it from what was listed, and begins; where
 * nothing waits, a new run does. A run that was begun before goes on as it was.
 */
export async function copyChosen(
  database: LogDatabase,
  at: EpochMs,
  wish: Omit<RunWish, 'isConfirmed'>,
): Promise<void> {
  const last = await readLatestRun(database);
  if (last?.status !== 'planned') return startRun(database, at, { ...wish, isConfirmed: true });
  await changeLatestRun(database, (run) =>
    run.status === 'planned'
      ? { ...run, ...wish, plan: null, status: 'active', phase: 'counting', isConfirmed: true }
      : run,
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
