import type { ErrorCode, ErrorRecord } from '../../errors.ts';
import type { Arrangement } from '../../domain/layout/arrangement.ts';
import { type Choice, isEverything } from '../../domain/album/choice.ts';
import type { Speed } from '../../domain/progress/concurrency.ts';
import type { Plan } from '../../domain/run/plan.ts';
import type { Run, Totals } from '../../domain/run/run.ts';
import type { EpochMs } from '../../units.ts';
import { choiceShortfalls, withListedAlbums } from '../plan/choice-shortfalls.ts';
import { countPlan } from '../plan/count-plan.ts';
import { changeLatestRun, readLatestRun, readLogRecord } from '../database.ts';
import { canFollowChanges, restartLists } from '../listing/restart-lists.ts';
import { placementOf, selectionOf } from '../placing/place-photos.ts';
import type { LogRecord } from '../records.ts';
import { retryFailedFiles } from './retry-failed.ts';
import type { LogDatabase } from '../schema.ts';

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

/** What came of a press. `waits`: another run is under way or its plan waits for "Start"; nothing was changed. */
export type PressResult = 'begun' | 'resumed' | 'waits';

/**
 * Begins a run, or goes on with the one that has not ended if that is what is wanted. A new one asks what changed since
 * the last reading, or reads all lists from their beginning, and tries again what an earlier one gave up; what is proved
 * stays proved. A plan of the same choice is made again. Another choice replaces nothing: it waits.
 */
export async function startRun(
  database: LogDatabase,
  at: EpochMs,
  { thorough = false, retryOnly = null, ...wish }: RunWish,
): Promise<PressResult> {
  const last = await readLatestRun(database);
  const isOpen = last !== null && last.status !== 'finished';
  if (isOpen && last.isConfirmed) await resumeRun(database);
  if (isOpen && (thorough || !isSameChoice(last.choice, wish.choice))) return 'waits';
  if (isOpen && last.isConfirmed) return 'resumed';
  if (last?.status === 'active') {
    // Its lists are being read: they are read on, for what is wanted now.
    await recountFor(database, last, wish);
    return 'resumed';
  }
  const log = await readLogRecord(database);
  const listing = !thorough && (await canFollowChanges(database, wish.arrangement)) ? 'changes' : 'all';
  if (listing === 'all') await restartLists(database);
  await retryFailedFiles(database, retryOnly);
  await database.put('runs', {
    ...wish,
    listing,
    firstOrder: listing === 'all' ? 0 : firstUnchecked(last, log),
    id: isOpen ? last.id : (last?.id ?? 0) + 1,
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
  return 'begun';
}

/** What an earlier run left open has its place in the queue from then, and one that was stopped has checked nothing. */
function firstUnchecked(last: Run | null, { totals, lastOrder }: LogRecord): number {
  if (hasOpenFiles(totals)) return 0;
  return last?.isStopped ? last.firstOrder : lastOrder;
}

const isSameChoice = (one: Choice, other: Choice): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * Settings were changed: a plan that nobody has confirmed is counted again for them. A run that was confirmed keeps
 * what it was begun with.
 */
export async function followSettings(
  database: LogDatabase,
  { destinationFolder, arrangement, speed }: Pick<RunWish, 'destinationFolder' | 'arrangement' | 'speed'>,
): Promise<void> {
  const run = await readLatestRun(database);
  if (run && run.status !== 'finished' && !run.isConfirmed)
    await recountFor(database, run, { destinationFolder, arrangement, speed });
}

/** Gives a run that has moved nothing another wish; lists that were not read for the old one are read. */
async function recountFor(database: LogDatabase, run: Run, wish: Partial<RunWish>): Promise<void> {
  const isOther = wishOf({ ...run, ...wish }) !== wishOf(run);
  const arrangement = wish.arrangement ?? run.arrangement;
  const needsAll = isOther && run.listing === 'changes' && !(await canFollowChanges(database, arrangement));
  if (needsAll) await restartLists(database);
  await changeLatestRun(database, (old) => {
    if (old.id !== run.id || old.status === 'finished' || old.isConfirmed) return old;
    return {
      ...old,
      ...wish,
      ...(isOther && { plan: null, phase: 'counting' as const }),
      ...(isOther && old.status === 'planned' && { status: 'active' as const }),
      ...(needsAll && { listing: 'all' as const, firstOrder: 0 }),
    };
  });
}

/** "Start": what the plan says is done; where the plan is old, after everything was listed and counted again. */
export async function confirmRun(database: LogDatabase, at: EpochMs): Promise<void> {
  const run = await readLatestRun(database);
  if (run?.status !== 'planned') return;
  const isOld = run.plan === null || at - run.plan.countedAt > PLAN_LIFE_MS;
  if (isOld) await restartLists(database);
  await changeLatestRun(database, (old) =>
    old.status === 'planned'
      ? {
          ...old,
          status: 'active',
          isConfirmed: true,
          ...(isOld && { plan: null, shortfalls: [], listing: 'all' as const, phase: 'counting' as const }),
          wasPlanned: true,
        }
      : old,
  );
}

/**
 * Writes what was counted, if that is still what is wanted: choice and arrangement may change while it is counted. What
 * the choice names and no list has is a shortfall.
 *
 * @returns the run as it is now, or null
 */
export async function savePlan(
  database: LogDatabase,
  counted: Run,
  plan: Plan,
  shortfalls: ErrorRecord[],
): Promise<Run | null> {
  const choice = await withListedAlbums(database, counted.choice);
  const chosen = { ...counted, choice };
  const planned = choice === counted.choice ? plan : await countPlan(database, chosen, plan.countedAt);
  const missing = await choiceShortfalls(database, chosen, planned);
  const isIdle = counted.listing === 'changes' && !(await hasNews(database, chosen));
  let isWanted = false;
  const run = await changeLatestRun(database, (old) => {
    isWanted = old.id === counted.id && !old.isStopped && wishOf(old) === wishOf(counted);
    // Where nothing is to be done there is nothing to confirm.
    const isConfirmed = old.isConfirmed || isIdle;
    const waits = old.status === 'active' && !isConfirmed;
    const status = waits ? 'planned' : old.status;
    return isWanted
      ? { ...old, choice, plan: planned, shortfalls: [...shortfalls, ...missing], isConfirmed, status }
      : old;
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
 * Copies a choice without asking again. The plan for everything, or for this very choice, is counted again for it from
 * what was listed, and begins; where nothing waits, a new run does. A run that was begun before goes on as it was.
 */
export async function copyChosen(
  database: LogDatabase,
  at: EpochMs,
  wish: Omit<RunWish, 'isConfirmed'>,
): Promise<PressResult> {
  const last = await readLatestRun(database);
  const isItsPlan = last !== null && (isEverything(last.choice) || isSameChoice(last.choice, wish.choice));
  if (last?.status !== 'planned' || !isItsPlan) return startRun(database, at, { ...wish, isConfirmed: true });
  await changeLatestRun(database, (run) =>
    run.status === 'planned'
      ? {
          ...{ ...run, ...wish, plan: null, status: 'active', phase: 'counting' },
          ...{ isConfirmed: true, wasPlanned: true },
        }
      : run,
  );
  return 'begun';
}

/** A plan that nobody wants: as if it had never been asked for. */
export async function dropPlan(database: LogDatabase): Promise<void> {
  const run = await readLatestRun(database);
  if (run && run.status !== 'finished' && !run.isConfirmed) await database.delete('runs', run.id);
}

/**
 * "Stop this copy": ends it for good, at any moment. What was copied stays, and the log with it: the next press begins a
 * new run from there. A run that nobody has confirmed is dropped.
 */
export async function stopRun(database: LogDatabase, at: EpochMs): Promise<void> {
  const run = await readLatestRun(database);
  if (!run?.isConfirmed) return dropPlan(database);
  const { totals: endTotals } = await readLogRecord(database);
  await changeLatestRun(database, (old) =>
    old.status === 'finished'
      ? old
      : { ...old, status: 'finished', isStopped: true, endedAt: at, attention: null, endTotals },
  );
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
