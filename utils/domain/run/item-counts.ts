import type { Plan } from './plan.ts';
import type { Run, Totals } from './run.ts';

/** How many of how many; `done` is never above `all`. */
export interface Counts {
  done: number;
  all: number;
}

/**
 * Photos and videos of a run. `all` is what was chosen of what Apple shows; what earlier runs moved beside the choice is
 * left out. Until there is a confirmed plan: everything that is known, never below Apple's own count.
 */
export function itemCounts(run: Run | null, totals: Totals): Counts {
  const apple = run?.appleCount ?? 0;
  const plan = planOf(run);
  if (!run || !plan)
    return { done: totals.itemsDone, all: Math.max(apple, totals.itemsFound, totals.itemsDone) };
  const all = plan.all.items + (plan.absent ?? 0);
  return { done: within(totals.itemsDone - plan.others.items, all), all };
}

/** Photos and videos that are not in Jottacloud; never below the number that failed. */
export function itemsMissing(run: Run | null, totals: Totals): number {
  const { done, all } = itemCounts(run, totals);
  return Math.max(all - done, totals.itemsFailed);
}

/** Bytes of a run, in the same way. @param underWay bytes of files that are being sent */
export function byteCounts(run: Run | null, totals: Totals, underWay: number): Counts {
  const plan = planOf(run);
  const all = plan?.all.bytes ?? totals.bytesFound;
  return { done: within(totals.bytesDone - (plan?.others.bytes ?? 0) + underWay, all), all };
}

/** What earlier runs with the same choice have put in place, if a run adds to that; null otherwise. */
function addedTo(run: Run | null): Plan['inPlace'] | null {
  const plan = planOf(run);
  const inPlace = plan?.inPlace;
  return plan && inPlace && inPlace.items > 0 && inPlace.items < plan.all.items ? inPlace : null;
}

/** True while a run adds to what earlier ones have copied: its figures are those of the new photos alone. */
export const isTopUp = (run: Run | null): boolean => run?.status !== 'finished' && addedTo(run) !== null;

/** Photos that a run has added to those of earlier runs; null of a run that has added to none. */
export function addedCounts(run: Run | null, totals: Totals): Counts | null {
  const inPlace = addedTo(run);
  return inPlace ? withoutPlaced(itemCounts(run, totals), inPlace.items) : null;
}

/** Photos and videos that a run has to do: while it adds to earlier ones, the new ones alone. */
export const taskCounts = (run: Run | null, totals: Totals): Counts =>
  (isTopUp(run) ? addedCounts(run, totals) : null) ?? itemCounts(run, totals);

/** Bytes of a run's task, in the same way. @param underWay bytes of files that are being sent */
export const taskBytes = (run: Run | null, totals: Totals, underWay: number): Counts =>
  withoutPlaced(byteCounts(run, totals, underWay), isTopUp(run) ? addedTo(run)?.bytes : 0);

function withoutPlaced({ done, all }: Counts, placed = 0): Counts {
  const left = Math.max(0, all - placed);
  return { done: within(done - placed, left), all: left };
}

/** Whole per cent of a run's task, rounded down: 100 is only said of all. Null while there is nothing to count. */
export function percentDone(run: Run | null, totals: Totals): number | null {
  const { done, all } = taskCounts(run, totals);
  return all === 0 ? null : Math.floor((100 * done) / all);
}

const planOf = (run: Run | null): Run['plan'] => (run?.isConfirmed ? run.plan : null);

const within = (count: number, most: number): number => Math.min(most, Math.max(0, count));

/**
 * True if a finished run left nothing behind, by its own word and by every count: the only ground on which a state, a
 * title or a sentence may say “everything” or “complete”.
 */
export const isComplete = (run: Run, totals: Totals): boolean =>
  run.status === 'finished' &&
  !run.isStopped &&
  run.shortfalls.length === 0 &&
  totals.filesFailed === 0 &&
  totals.filesDone >= totals.filesFound &&
  totals.itemsDone === totals.itemsFound &&
  itemsMissing(run, totals) === 0;
