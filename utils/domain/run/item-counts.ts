import type { Plan } from '../plan/plan.ts';
import { endTotalsOf, isStoppedRun, type Run, type Totals } from './run.ts';

/** Done out of all; `done` never exceeds `all`. */
export interface Counts {
  done: number;
  all: number;
}

/**
 * Counts the photos and videos of a run. `all` is the chosen part of what Apple shows, without what earlier runs copied
 * beside the choice. Before a confirmed plan it is everything known, at least Apple's count.
 */
export function itemCounts(run: Run | null, totals: Totals): Counts {
  const apple = run?.appleCount ?? 0;
  const plan = planOf(run);
  if (!run || !plan)
    return { done: totals.itemsDone, all: Math.max(apple, totals.itemsFound, totals.itemsDone) };
  const all = plan.all.items + (plan.absent ?? 0);
  return { done: within(totals.itemsDone - plan.others.items, all), all };
}

/** Counts photos and videos that are not in Jottacloud; at least those that failed. */
export function itemsMissing(run: Run | null, totals: Totals): number {
  const { done, all } = itemCounts(run, totals);
  return Math.max(all - done, totals.itemsFailed);
}

/** Counts the bytes of a run likewise. @param underWay bytes in transfer */
export function byteCounts(run: Run | null, totals: Totals, underWay: number): Counts {
  const plan = planOf(run);
  const all = plan?.all.bytes ?? totals.bytesFound;
  return { done: within(totals.bytesDone - (plan?.others.bytes ?? 0) + underWay, all), all };
}

/** Returns what earlier runs with the same choice copied, if a run adds to it; else null. */
function addedTo(run: Run | null): Plan['inPlace'] | null {
  const plan = planOf(run);
  const inPlace = plan?.inPlace;
  return plan && inPlace && inPlace.items > 0 && inPlace.items < plan.all.items ? inPlace : null;
}

/** Returns whether a run adds to earlier ones, so that its figures cover new photos only. */
export const addsToEarlier = (run: Run | null): boolean =>
  run?.status !== 'finished' && addedTo(run) !== null;

/** Counts the photos that a run adds to earlier ones; null if there are none to add to. */
export function addedCounts(run: Run | null, totals: Totals): Counts | null {
  const inPlace = addedTo(run);
  return inPlace ? withoutPlaced(itemCounts(run, totals), inPlace.items) : null;
}

/** Counts the photos and videos of a run; while it adds to earlier runs, only the new ones. */
export const taskCounts = (run: Run | null, totals: Totals): Counts =>
  (addsToEarlier(run) ? addedCounts(run, totals) : null) ?? itemCounts(run, totals);

/** Counts the bytes of a run's task likewise. @param underWay bytes in transfer */
export const taskBytes = (run: Run | null, totals: Totals, underWay: number): Counts =>
  withoutPlaced(byteCounts(run, totals, underWay), addsToEarlier(run) ? addedTo(run)?.bytes : 0);

function withoutPlaced({ done, all }: Counts, placed = 0): Counts {
  const left = Math.max(0, all - placed);
  return { done: within(done - placed, left), all: left };
}

/** Returns the percentage of a run's task, rounded down so that 100 means all; null while there is nothing to count. */
export function percentDone(run: Run | null, totals: Totals): number | null {
  const { done, all } = taskCounts(run, totals);
  return all === 0 ? null : Math.floor((100 * done) / all);
}

const planOf = (run: Run | null): Run['plan'] => (run?.isConfirmed ? run.plan : null);

const within = (count: number, limit: number): number => Math.min(limit, Math.max(0, count));

/**
 * Returns whether a finished run missed nothing, by its state and by every count. Only then may a state, a title or a
 * sentence say “everything” or “complete”.
 *
 * @param totals those of the log. A later press that was given up may have put failed files back, so those at the end of the
 *   run must be whole too.
 */
export const isComplete = (run: Run, totals: Totals): boolean =>
  run.status === 'finished' &&
  !isStoppedRun(run) &&
  run.shortfalls.length === 0 &&
  isWholeBy(run, totals) &&
  isWholeBy(run, endTotalsOf(run) ?? totals);

const isWholeBy = (run: Run, totals: Totals): boolean =>
  totals.filesFailed === 0 &&
  totals.filesDone >= totals.filesFound &&
  totals.itemsDone === totals.itemsFound &&
  itemsMissing(run, totals) === 0;
