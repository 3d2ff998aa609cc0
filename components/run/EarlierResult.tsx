import { formatCount, formatDate } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import { itemCounts } from '../../utils/domain/run/item-counts.ts';
import { isPart } from '../../utils/domain/run/part.ts';
import type { TransferSnapshot } from '../../utils/domain/run/snapshot.ts';
import { nothingMissing } from '../shared/text/run-numbers.ts';

/** Result of the last copy; nothing if none has ended. */
export function EarlierResult({ snapshot }: { snapshot: TransferSnapshot }) {
  const { run, totals } = snapshot;
  const { done, all } = itemCounts(run, totals);
  if (run?.status !== 'finished' || all === 0) return null;
  const facts = [formatDate(run.endedAt), formatCount(done), formatCount(all)] as const;
  if (run.isStopped) return <p>{t('earlierStopped', ...facts)}</p>;
  if (!nothingMissing(run, totals)) return <p>{t('earlierIncomplete', ...facts)}</p>;
  return <p>{isPart(run) ? t('earlierPart', ...facts) : t('earlierComplete', ...facts)}</p>;
}
