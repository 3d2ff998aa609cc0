import { isComplete } from '../run/item-counts.ts';
import { isPart } from '../run/part.ts';
import { endOf, endTotalsOf, type Run, type Totals } from '../run/run.ts';
import type { EpochMs } from '../../units.ts';

/** Returns whether a report is a certificate: the latest copy, of the whole library, misses nothing. */
export const isCertified = ({
  run,
  totals,
  isLatest,
}: {
  run: Run;
  totals: Totals;
  isLatest: boolean;
}): boolean => isLatest && totals.itemsFound > 0 && !isPart(run) && isComplete(run, totals);

/** Days between two copies after which the second one finds photos that were still on a phone at the first. */
export const DAYS_BETWEEN_COPIES = 3;

/** Two complete copies of the whole library with some days between them. */
export interface SecondCopy {
  /** End of the first complete copy; null: there is none. */
  firstAt: EpochMs | null;
  /** A later copy was complete too. */
  isMade: boolean;
}

/** Looks for a second complete copy in the history. @param runs oldest first */
export function secondCopyOf(runs: readonly Run[]): SecondCopy {
  const complete = runs.filter((run) => {
    const totals = endTotalsOf(run);
    return totals !== null && !isPart(run) && isComplete(run, totals);
  });
  const firstAt = endOf(complete[0] ?? null);
  if (firstAt === null) return { firstAt, isMade: false };
  const from = firstAt + DAYS_BETWEEN_COPIES * 24 * 3_600_000;
  return { firstAt, isMade: complete.some(({ startedAt }) => startedAt >= from) };
}

/** Steps before somebody cancels the storage at Apple. A stored name is never renamed. */
export const cancelSteps = ['look', 'again', 'else', 'phone'] as const;
/** A step before somebody cancels the storage at Apple. */
export type CancelStep = (typeof cancelSteps)[number];

/** Parses the stored steps that are ticked. */
export const parseSteps = (value: unknown): CancelStep[] =>
  Array.isArray(value) ? cancelSteps.filter((step) => value.includes(step)) : [];
