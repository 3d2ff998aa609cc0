import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { verdictCounts } from '../../utils/domain/check/check-text.ts';
import type { Verdict } from '../../utils/domain/check/check-row.ts';
import { formatCount } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { CheckModel } from '../../utils/models/check-model.ts';
import { ActionButton } from '../shared/ActionButton.tsx';
import { verdictKeys } from './check-texts.ts';

const order: readonly Verdict[] = ['expected', 'other-way', 'not-understood', 'not-asked'];

/** Counts of the verdicts, their meaning, and the text to pass on. */
export function CheckResults({ model }: { model: CheckModel }) {
  const counts = verdictCounts(model.rows.value);
  const isCopied = useSignal(false);
  async function copy(): Promise<void> {
    isCopied.value = false;
    await model.copyText();
    isCopied.value = true;
  }
  return (
    <section class="card" aria-labelledby="check-sums">
      <h2 class="card__title" id="check-sums">
        {t('checkSums')}
      </h2>
      <dl class="check-sums">
        {order.map((verdict) => (
          <div key={verdict}>
            <dt>{t(verdictKeys[verdict])}</dt>
            <dd>{formatCount(counts[verdict])}</dd>
          </div>
        ))}
      </dl>
      <p>{t(counts['not-understood'] > 0 ? 'checkMeansStrange' : 'checkMeansFine')}</p>
      <div class="check-take">
        <ActionButton label={t('checkCopyText')} press={copy} />
        <SaveText text={model.text()} />
      </div>
      <output>{isCopied.value ? t('checkTextCopied') : ''}</output>
    </section>
  );
}

function SaveText({ text }: { text: string }) {
  const address = useSignal<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    address.value = made;
    return () => URL.revokeObjectURL(made);
  }, [text, address]);
  return (
    address.value !== null && (
      <a href={address.value} download="fotoflytt-check.txt">
        {t('checkSaveText')}
      </a>
    )
  );
}
