import { finishTime } from '../../utils/domain/progress/finish-time.ts';
import type { LiveProgress } from '../../utils/domain/progress/progress.ts';
import { taskBytes } from '../../utils/domain/run/item-counts.ts';
import { formatDurationRange } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { finishText } from '../shared/text/finish-text.ts';

/**
 * Says when the copy will be done, by the speeds of the last half hour. Before enough is measured, and in the last hour, it
 * says the time left.
 *
 * @returns null while neither is known
 */
export function finishOf(
  { snapshot }: Pick<TransferModel, 'snapshot'>,
  { at, recent, secondsLeft, bytesUnderWay }: LiveProgress,
): string | null {
  const { run, totals } = snapshot.value;
  const { done, all } = taskBytes(run, totals, bytesUnderWay);
  const finish = recent ? finishTime(at, all - done, recent) : null;
  return (finish && finishText(finish, at)) ?? (secondsLeft && timeLeft(secondsLeft));
}

function timeLeft(secondsLeft: { min: number; max: number }): string {
  const range = formatDurationRange(secondsLeft);
  return range === null ? t('timeLeftShort') : t('timeLeft', range);
}
