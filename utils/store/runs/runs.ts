import { selectionOf } from '../../domain/plan/selection.ts';
import { transitionRun } from '../../domain/run/run-transition.ts';
import {
  isOpenRun,
  isPlanFor,
  isPlanOld,
  isSameChoice,
  isSameRequest,
  newRun,
  type RunRequest,
} from '../../domain/run/run-request.ts';
import type { Choice } from '../../domain/album/choice.ts';
import { hasOpenFiles } from '../../domain/file/totals.ts';
import { placementOf } from '../../domain/layout/placement.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { isStoppedRun, type Run } from '../../domain/run/run.ts';
import type { ErrorRecord } from '../../errors.ts';
import type { EpochMs } from '../../units.ts';
import { applyToRun, changeLatestRun, readLatestRun, readLogRecord, saveRun } from '../database.ts';
import { canFollowChanges, restartLists } from '../listing/restart-lists.ts';
import { choiceShortfalls, withListedAlbums } from '../plan/choice-shortfalls.ts';
import { countPlan } from '../plan/count-plan.ts';
import type { LogDatabase, LogRecord } from '../schema.ts';
import { retryFailedFiles } from './retry-failed.ts';

/** Result of a press. `waits`: another run is open, or its plan waits for "Start"; nothing was changed. */
export type PressResult = 'begun' | 'resumed' | 'waits';

/** Begins runs of a log one at a time, in all contexts: each press reads the latest run, and decides by it. */
const oneByOne = <T>({ name }: LogDatabase, work: () => Promise<T>): Promise<T> =>
  navigator.locks.request(`fotoflytt-start-${name}`, work);

/**
 * Begins a run, or resumes the open one if it has the same choice. A new run follows changes since the last reading, or
 * reads all lists, and retries files that an earlier run gave up; verified files stay verified. An unconfirmed plan of
 * the same choice is counted again. An open run of another choice stays, and the press waits; only a top-up gives way.
 */
export const startRun = (database: LogDatabase, at: EpochMs, request: RunRequest): Promise<PressResult> =>
  oneByOne(database, () => startOrResume(database, at, request));

async function startOrResume(
  database: LogDatabase,
  at: EpochMs,
  { thorough = false, retryOnly = null, ...request }: RunRequest,
): Promise<PressResult> {
  const isOther = (open: Run): boolean => thorough || !isSameChoice(open.choice, request.choice);
  await giveWay(database, at, isOther);
  const last = await readLatestRun(database);
  const isOpen = last !== null && isOpenRun(last);
  if (isOpen && last.isConfirmed) await resumeRun(database);
  if (isOpen && isOther(last)) return 'waits';
  if (isOpen && last.isConfirmed) return 'resumed';
  if (last?.status === 'active') {
    // Reading its lists continues, for the new wish.
    await recountFor(database, last, request);
    return 'resumed';
  }
  const log = await readLogRecord(database);
  const listing = !thorough && (await canFollowChanges(database, request.arrangement)) ? 'changes' : 'all';
  if (listing === 'all') await restartLists(database);
  await retryFailedFiles(database, retryOnly);
  const begun = {
    id: isOpen ? last.id : (last?.id ?? 0) + 1,
    listing,
    firstOrder: listing === 'all' ? 0 : firstUnchecked(last, log),
    startedAt: at,
  } as const;
  await saveRun(database, newRun(request, begun));
  return 'begun';
}

/**
 * Returns the queue position after which the run checks files. Files that an earlier run left open keep their position,
 * and a stopped run has checked nothing.
 */
export function firstUnchecked(last: Run | null, { totals, lastOrder }: LogRecord): number {
  if (hasOpenFiles(totals)) return 0;
  return last && isStoppedRun(last) ? last.firstOrder : lastOrder;
}

/** Applies changed settings to an unconfirmed plan, which is counted again. A confirmed run keeps the settings it began with. */
export async function followSettings(
  database: LogDatabase,
  { destinationFolder, arrangement, speed }: Pick<RunRequest, 'destinationFolder' | 'arrangement' | 'speed'>,
): Promise<void> {
  const run = await readLatestRun(database);
  if (run && isOpenRun(run) && !run.isConfirmed)
    await recountFor(database, run, { destinationFolder, arrangement, speed });
}

/** Gives an unconfirmed run another wish. Restarts the lists if the wish needs some that were not read. */
async function recountFor(database: LogDatabase, run: Run, request: Partial<RunRequest>): Promise<void> {
  const isOther = !isSameRequest({ ...run, ...request }, run);
  const arrangement = request.arrangement ?? run.arrangement;
  const needsAll = isOther && run.listing === 'changes' && !(await canFollowChanges(database, arrangement));
  if (needsAll) await restartLists(database);
  await changeLatestRun(database, (old) =>
    old.id === run.id ? transitionRun(old, { type: 'requestChanged', request, isOther, needsAll }) : old,
  );
}

/** Handles "Start": begins the planned run. An old plan is first counted again from new lists. */
export async function confirmRun(database: LogDatabase, at: EpochMs): Promise<void> {
  const run = await readLatestRun(database);
  if (run?.status !== 'planned') return;
  const isOld = isPlanOld(run, at);
  if (isOld) await restartLists(database);
  await applyToRun(database, { type: 'confirmed', isOld });
}

/**
 * Saves a plan, unless choice or arrangement changed while it was counted. Chosen photos and albums that no list shows
 * become shortfalls.
 *
 * @returns the run as it is now; null if the plan is no longer wanted
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
  const isIdle = counted.listing === 'changes' && !(await hasWork(database, chosen));
  const result = { choice, plan: planned, shortfalls: [...shortfalls, ...missing] };
  let isWanted = false;
  const run = await changeLatestRun(database, (old) => {
    isWanted = old.id === counted.id && !isStoppedRun(old) && isSameRequest(old, counted);
    return isWanted ? transitionRun(old, { type: 'counted', ...result, isIdle }) : old;
  });
  return isWanted ? run : null;
}

/** Whether anything is to be placed or copied. */
async function hasWork(database: LogDatabase, run: Run): Promise<boolean> {
  const { totals, placedUnder, placedFor } = await readLogRecord(database);
  if (placedUnder !== placementOf(run) || placedFor !== selectionOf(run)) return true;
  const toPlace = await database.getAllKeysFromIndex('photos', 'toPlace', null, 1);
  return toPlace.length > 0 || hasOpenFiles(totals);
}

/** Gives an unconfirmed run another choice, whose plan is counted from the lists in the log. */
export async function changeChoice(database: LogDatabase, choice: Choice): Promise<void> {
  await applyToRun(database, { type: 'choiceChanged', choice });
}

/**
 * Copies a choice without asking again. A waiting plan for everything, or for this very choice, becomes that copy, and is
 * counted again from the lists in the log. Otherwise this starts a new run. An earlier confirmed run continues unchanged.
 */
export async function copyChosen(
  database: LogDatabase,
  at: EpochMs,
  request: Omit<RunRequest, 'isConfirmed'>,
): Promise<PressResult> {
  const last = await readLatestRun(database);
  if (!last || !isPlanFor(last, request.choice))
    return startRun(database, at, { ...request, isConfirmed: true });
  await applyToRun(database, { type: 'takenOver', request });
  return 'begun';
}

/** Deletes an unconfirmed run, as if it had never been asked for. */
export async function dropPlan(database: LogDatabase): Promise<void> {
  const run = await readLatestRun(database);
  if (run && isOpenRun(run) && !run.isConfirmed) await database.delete('runs', run.id);
}

/**
 * Handles "Stop this copy": ends the run for good, at any moment. Copied files and the log stay, and the next press begins
 * a new run from there. An unconfirmed run is deleted.
 */
export async function stopRun(database: LogDatabase, at: EpochMs): Promise<void> {
  const run = await readLatestRun(database);
  if (!run?.isConfirmed) return dropPlan(database);
  const { totals } = await readLogRecord(database);
  await applyToRun(database, { type: 'stopped', at, endTotals: totals });
}

/**
 * Ends an open top-up for a press. What it has not copied stays in the queue.
 *
 * @param isOther whether the press wants something else
 */
export async function giveWay(
  database: LogDatabase,
  at: EpochMs,
  isOther: (run: Run) => boolean = () => true,
): Promise<void> {
  const run = await readLatestRun(database);
  if (!run?.isAutomatic || !isOpenRun(run) || !isOther(run)) return;
  const { totals } = await readLogRecord(database);
  await applyToRun(database, { type: 'stopped', at, endTotals: totals, gaveWay: true });
}

/** Resumes the run after a pause, or once an obstacle may be gone. A finished plan keeps waiting for "Start". */
export async function resumeRun(database: LogDatabase): Promise<void> {
  await applyToRun(database, { type: 'resumed' });
}

/** Pauses the run. */
export async function pauseRun(database: LogDatabase): Promise<void> {
  await applyToRun(database, { type: 'paused' });
}

/** Lets the run copy although another computer holds the lease of its destination. */
export async function takeOver(database: LogDatabase): Promise<void> {
  await changeLatestRun(database, (run) => (run.status === 'finished' ? run : { ...run, takesOver: true }));
}
