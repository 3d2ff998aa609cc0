import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { ActionButton } from '../shared/ActionButton.tsx';
import { CheckLink } from '../shared/CheckLink.tsx';
import './diagnosis-section.css';

/** A text for a helper, shown before it can be saved, and sent nowhere. */
export function DiagnosisSection({ model }: { model: SettingsModel }) {
  const text = useSignal<string | null>(null);
  const address = useSignal<string | null>(null);
  useEffect(
    () => () => {
      if (address.value !== null) URL.revokeObjectURL(address.value);
    },
    [address],
  );
  async function show(): Promise<void> {
    text.value = await model.readDiagnosis();
    if (address.value !== null) URL.revokeObjectURL(address.value);
    address.value = URL.createObjectURL(new Blob([text.value], { type: 'application/json' }));
  }
  return (
    <section class="card" aria-labelledby="diagnosis-heading">
      <h2 class="card__title" id="diagnosis-heading">
        {t('diagnosisHeading')}
      </h2>
      <p>
        {t('checkLinkBody')} <CheckLink />
      </p>
      <p>{t('diagnosisBody')}</p>
      <div>
        <ActionButton label={t('diagnosisShow')} press={show} />
      </div>
      {text.value !== null && address.value !== null && (
        <>
          <label for="diagnosis-text">{t('diagnosisPreview')}</label>
          <textarea id="diagnosis-text" class="diagnosis__text" readOnly rows={12} value={text.value} />
          <p>
            <a href={address.value} download="fotoflytt-diagnosis.json">
              {t('diagnosisSave')}
            </a>
          </p>
        </>
      )}
    </section>
  );
}
