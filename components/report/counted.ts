import { formatCount } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { CountedTally, Counting } from '../../utils/models/report-model.ts';

/** A number that is told by Apple, or not. */
export const toldCount = (count: number | null): string =>
  count === null ? t('numberUnknown') : formatCount(count);

/** A number out of the sums over all files, which come a little later than the rest. */
export function countedNumber(counting: Counting, of: (tally: CountedTally) => number): string {
  if (!counting.isCounted) return t('countingShort');
  return counting.tally === null ? t('numberUnknown') : formatCount(of(counting.tally));
}
