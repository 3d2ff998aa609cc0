import { isItemDone } from '../file/totals.ts';

/** Photos of one month, or of several. */
export interface MonthCounts {
  /** Shown by Apple's lists. */
  listed: number;
  /** Part of `listed` that a copy has chosen: its files are known. */
  found: number;
  /** Part of `found` whose files are all in Jottacloud. */
  done: number;
  /** Part of `found` that could not be copied. */
  missing: number;
}

/** The counts of a month without photos. */
export const noCounts: MonthCounts = { listed: 0, found: 0, done: 0, missing: 0 };

/** Adds counts. */
export const plusCounts = (a: MonthCounts, b: MonthCounts): MonthCounts => ({
  listed: a.listed + b.listed,
  found: a.found + b.found,
  done: a.done + b.done,
  missing: a.missing + b.missing,
});

/** Subtracts counts. */
export const minusCounts = (a: MonthCounts, b: MonthCounts): MonthCounts => ({
  listed: a.listed - b.listed,
  found: a.found - b.found,
  done: a.done - b.done,
  missing: a.missing - b.missing,
});

/** Returns the counts of one listed photo. @param item its open and failed files; undefined before it has its place */
export function countsOf(item: { openFiles: number; failedFiles: number } | undefined): MonthCounts {
  if (!item) return { ...noCounts, listed: 1 };
  const isMissing = item.openFiles === 0 && item.failedFiles > 0;
  return { listed: 1, found: 1, done: Number(isItemDone(item)), missing: Number(isMissing) };
}

/** Returns the month of a local day, `2024-06`; '' without a date. @param day `2024-06-01`, as layouts by date name it */
export const monthOf = (day: string | null): string => day?.slice(0, 7) ?? '';
