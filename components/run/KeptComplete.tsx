import { daysUnchecked, isUnchecked } from '../../utils/domain/top-up/completeness.ts';
import { formatCount, formatDate } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { TextButton } from '../shared/buttons/TextButton.tsx';
import { isPart } from '../../utils/domain/run/part.ts';
import './kept-complete.css';

/** When the whole library was complete, when that was last checked, and a warning if that was long ago. */
export function KeptComplete({ model }: { model: TransferModel }) {
  const { completeness } = model.snapshot.value;
  const { openedAt } = model;
  if (!completeness) return null;
  const { completeAt, checkedAt, newPhotos, hasLeftover } = completeness;
  if (isUnchecked(completeness, openedAt)) {
    const days = daysUnchecked(completeness, openedAt);
    return (
      <>
        <p>{t('completeAsOf', formatDate(completeAt))}</p>
        <p class="kept-complete__warning">
          {tn('lastChecked', days, formatCount(days))}.{' '}
          <TextButton label={t('lookForNew')} press={() => model.start()} />
        </p>
      </>
    );
  }
  const isNothingNew =
    checkedAt > completeAt && newPhotos === 0 && !hasLeftover && model.news.value.count === 0;
  return (
    <p>
      {t('completeAsOf', formatDate(completeAt))}
      {isNothingNew && ` ${t('checkedNothingNew', formatDate(checkedAt))}`}
    </p>
  );
}

/** The offer to keep a complete copy of the whole library complete, until it is answered. */
export function TopUpOffer({ model: { state, snapshot, topUpOffer } }: { model: TransferModel }) {
  const { run, totals } = snapshot.value;
  const isWhole = state.value === 'done' && run !== null && !isPart(run) && totals.itemsFound > 0;
  if (!isWhole || !topUpOffer.isOpen.value) return null;
  const decline = async (): Promise<void> => {
    await topUpOffer.decline();
    // The pressed button goes with the offer.
    document.querySelector<HTMLElement>('main .action-button')?.focus();
  };
  return (
    <div class="kept-complete__offer">
      <p>{t('topUpOffer')}</p>
      <div class="kept-complete__answers">
        <TextButton label={t('topUpChoose')} press={() => topUpOffer.choose()} />
        <TextButton label={t('topUpNo')} press={decline} />
      </div>
    </div>
  );
}
