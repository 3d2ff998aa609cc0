import { formatDuration, formatTimeOfDay } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { LiveProgress } from '../../utils/domain/progress/progress.ts';

/** When it goes on, as far as that is known. */
export function WaitingUntil({ live }: { live: LiveProgress | null }) {
  if (!live?.waiting || live.waiting.until <= live.at) return <p>{t('waitingByItself')}</p>;
  const { until } = live.waiting;
  return <p>{t('waitingUntil', formatTimeOfDay(until), formatDuration((until - live.at) / 1000))}</p>;
}
