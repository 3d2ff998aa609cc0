import { itemCounts } from '../../utils/transfer/item-counts.ts';
import { isComplete, type Run, type Totals } from '../../utils/transfer/run.ts';

/** Photos and videos in all: what was chosen, with everything chosen never below Apple's own count. 0 while nothing is known. */
export const itemsInAll = (run: Run | null, totals: Totals): number => itemCounts(run, totals).all;

/** Photos and videos that are not in Jottacloud; never below the number that failed. */
export function itemsMissing(run: Run | null, totals: Totals): number {
  const { done, all } = itemCounts(run, totals);
  return Math.max(all - done, totals.itemsFailed);
}

/** The only ground on which a page may say “everything” or “complete”: the run says so and no count is above another. */
export const nothingMissing = (run: Run | null, totals: Totals): boolean =>
  run !== null &&
  isComplete(run, totals) &&
  itemsMissing(run, totals) === 0 &&
  totals.filesDone >= totals.filesFound;

/** Files in Jottacloud whose bytes could not be held against a checksum of Apple's. */
export const filesNotProved = (totals: Totals): number =>
  Math.max(totals.filesSizeChecked, totals.filesDone - totals.filesProved - totals.filesOwn);
