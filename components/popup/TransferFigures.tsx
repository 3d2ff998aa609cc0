import { formatBytes, formatCount } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { TransferModel } from '../../utils/state/transfer-model.ts';
import { byteCounts, itemCounts } from '../../utils/transfer/item-counts.ts';
import { ProgressBar } from '../shared/ProgressBar.tsx';
import './transfer-figures.css';

/** The bar, photos and bytes. @param props.still nothing moves just now */
export function TransferFigures({ model, still }: { model: TransferModel; still: boolean }) {
  const { run, totals } = model.snapshot.value;
  const { done, all } = itemCounts(run, totals);
  const text = t('countOfTotal', formatCount(done), formatCount(all));
  const bytes = byteCounts(run, totals, model.live.value?.bytesUnderWay ?? run?.bytesUnderWay ?? 0);
  return (
    <div class="transfer-figures">
      <p class="transfer-figures__count">{text}</p>
      <ProgressBar name={t('itemsCopied')} done={done} all={all} text={text} still={still} />
      <p class="transfer-figures__unit">{t('photosAndVideos')}</p>
      {bytes.all > 0 && (
        <p class="transfer-figures__bytes">
          {t('bytesOfTotal', formatBytes(bytes.done), formatBytes(bytes.all))}
        </p>
      )}
    </div>
  );
}
