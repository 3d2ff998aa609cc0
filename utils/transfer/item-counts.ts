import { isEverything } from '../photos/choice.ts';
import type { Run, Totals } from './run.ts';

/** How many of how many; `done` is never above `all`. */
export interface Counts {
  done: number;
  all: number;
}

/**
 * Photos and videos of a run. `all` is what was chosen, and where nothing was narrowed never below Apple's own count;
 * what earlier runs moved beside the choice is left out. Until there is a confirmed plan: everything that is known.
 */
export function itemCounts(run: Run | null, totals: Totals): Counts {
  const apple = run?.appleCount ?? 0;
  const plan = planOf(run);
  if (!run || !plan)
    return { done: totals.itemsDone, all: Math.max(apple, totals.itemsFound, totals.itemsDone) };
  const all = isEverything(run.choice) ? Math.max(plan.all.items, apple) : plan.all.items;
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

/** Whole per cent, rounded down: 100 is only said of all. Null while there is nothing to count. */
export function percentDone(run: Run | null, totals: Totals): number | null {
  const { done, all } = itemCounts(run, totals);
  return all === 0 ? null : Math.floor((100 * done) / all);
}

const planOf = (run: Run | null): Run['plan'] => (run?.isConfirmed ? run.plan : null);

const within = (count: number, most: number): number => Math.min(most, Math.max(0, count));
