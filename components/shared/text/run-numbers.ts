import { itemCounts, isComplete } from '../../../utils/domain/run/item-counts.ts';
import { type Run, type Totals } from '../../../utils/domain/run/run.ts';

/** Photos and videos in all: what was chosen, with everything chosen never below Apple's own count. 0 while nothing is known. */
export const itemsInAll = (run: Run | null, totals: Totals): number => itemCounts(run, totals).all;

/** The only ground on which a page may say “everything” or “complete”. */
export const nothingMissing = (run: Run | null, totals: Totals): boolean =>
  run !== null && isComplete(run, totals);

/** Files in Jottacloud whose bytes could not be held against a checksum of Apple's. */
export const filesNotProved = (totals: Totals): number =>
  Math.max(totals.filesSizeChecked, totals.filesDone - totals.filesProved - totals.filesOwn);
