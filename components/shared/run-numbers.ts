import { isComplete, type Run, type Totals } from '../../utils/transfer/run.ts';

/** Photos and videos in all: Apple's own count or what was found, whichever is more. 0 while neither is known. */
export const itemsInAll = (run: Run | null, totals: Totals): number =>
  Math.max(run?.appleCount ?? 0, totals.itemsFound, totals.itemsDone);

/** Photos and videos that are not in Jottacloud; never below the number that failed. */
export const itemsMissing = (run: Run | null, totals: Totals): number =>
  Math.max(itemsInAll(run, totals) - totals.itemsDone, totals.itemsFailed);

/** The only ground on which a page may say “everything” or “complete”: the run says so and no count is above another. */
export const nothingMissing = (run: Run | null, totals: Totals): boolean =>
  run !== null &&
  isComplete(run, totals) &&
  itemsMissing(run, totals) === 0 &&
  totals.filesDone >= totals.filesFound;

/** Files in Jottacloud whose bytes could not be held against a checksum of Apple's. */
export const filesNotProved = (totals: Totals): number =>
  Math.max(totals.filesSizeChecked, totals.filesDone - totals.filesProved - totals.filesOwn);
