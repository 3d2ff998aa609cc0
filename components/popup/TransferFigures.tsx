import { formatBytes, formatCount } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { TransferModel } from '../../utils/state/transfer-model.ts';
import { ProgressBar } from '../shared/ProgressBar.tsx';
import { itemsInAll } from '../shared/run-numbers.ts';
import './transfer-figures.css';

/** The bar, photos and bytes. @param props.still nothing moves just now */
export function TransferFigures({ model, still }: { model: TransferModel; still: boolean }) {
  const { run, totals } = model.snapshot.value;
  const all = itemsInAll(run, totals);
  const done = totals.itemsDone;
  const text = t('countOfTotal', formatCount(done), formatCount(all));
  const bytes = Math.min(totals.bytesFound, totals.bytesDone + (model.live.value?.bytesUnderWay ?? 0));
  return (
    <div class="transfer-figures">
      <p class="transfer-figures__count">{text}</p>
      <ProgressBar name={t('itemsCopied')} done={done} all={all} text={text} still={still} />
      <p class="transfer-figures__unit">{t('photosAndVideos')}</p>
      {totals.bytesFound > 0 && (
        <p class="transfer-figures__bytes">
          {t('bytesOfTotal', formatBytes(bytes), formatBytes(totals.bytesFound))}
        </p>
      )}
    </div>
  );
}
