import { itemCounts, isComplete } from '../../../utils/domain/run/item-counts.ts';
import { type Run, type Totals } from '../../../utils/domain/run/run.ts';

/** Counts the chosen photos and videos; with everything chosen, at least Apple's own count. 0 while unknown. */
export const itemsInAll = (run: Run | null, totals: Totals): number => itemCounts(run, totals).all;

/** The only condition under which a page may say "everything" or "complete". */
export const nothingMissing = (run: Run | null, totals: Totals): boolean =>
  run !== null && isComplete(run, totals);

/** Counts files in Jottacloud that could not be compared with a checksum of Apple's. */
export const filesNotVerified = (totals: Totals): number =>
  Math.max(totals.filesSizeChecked, totals.filesDone - totals.filesProved - totals.filesOwn);
