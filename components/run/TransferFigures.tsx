import { formatBytes, formatCount } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { addsToEarlier, taskBytes, taskCounts } from '../../utils/domain/run/item-counts.ts';
import { ProgressBar } from '../shared/ProgressBar.tsx';
import './transfer-figures.css';

/** Progress bar, photos and bytes; only the new ones if the copy adds to earlier ones. @param props.still nothing moves now */
export function TransferFigures({ model, still }: { model: TransferModel; still: boolean }) {
  const { run, totals } = model.snapshot.value;
  const { done, all } = taskCounts(run, totals);
  const text = t('countOfTotal', formatCount(done), formatCount(all));
  const bytes = taskBytes(run, totals, model.live.value?.bytesUnderWay ?? run?.bytesUnderWay ?? 0);
  return (
    <div class="transfer-figures">
      <p class="transfer-figures__count">{text}</p>
      <ProgressBar name={t('itemsCopied')} done={done} all={all} text={text} still={still} />
      <p class="transfer-figures__unit">{t(addsToEarlier(run) ? 'newPhotosAndVideos' : 'photosAndVideos')}</p>
      {bytes.all > 0 && (
        <p class="transfer-figures__bytes">
          {t('bytesOfTotal', formatBytes(bytes.done), formatBytes(bytes.all))}
        </p>
      )}
    </div>
  );
}
