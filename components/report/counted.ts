import { formatCount } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { CountedTally, Counting } from '../../utils/models/report/report-model.ts';

/** Formats a count from Apple; null if Apple gave none. */
export const reportedCount = (count: number | null): string =>
  count === null ? t('numberUnknown') : formatCount(count);

/** Formats a number from the sums over all files, which are ready a little later than the rest of the report. */
export function countedNumber(counting: Counting, of: (tally: CountedTally) => number): string {
  if (!counting.isCounted) return t('countingShort');
  return counting.tally === null ? t('numberUnknown') : formatCount(of(counting.tally));
}

/** One line of a list of facts. */
export type Fact = [name: string, value: string];

/** Counts further copies: a photo in several albums is stored in each, but the plan counts its files once. */
export function furtherCopies(counting: Counting): Fact[] {
  const copies = counting.isCounted ? (counting.tally?.copies ?? 0) : 0;
  return copies > 0 ? [[t('filesFurther'), formatCount(copies)]] : [];
}
