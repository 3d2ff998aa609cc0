import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { ActionButton } from '../shared/ActionButton.tsx';
import { Icon } from '../shared/Icon.tsx';
import './privacy-section.css';

/** Facts about what this browser keeps, and the button that deletes everything in this browser. */
export function PrivacySection({ model }: { model: SettingsModel }) {
  const asking = useSignal(false);
  const question = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (asking.value) question.current?.focus();
  }, [asking.value]);
  const ask = (isOn: boolean) => (): Promise<void> => {
    asking.value = isOn;
    return Promise.resolve();
  };
  return (
    <section class="card" aria-labelledby="privacy-heading">
      <h2 class="card__title" id="privacy-heading">
        {t('privacyHeading')}
      </h2>
      <p>{t('privacyKept')}</p>
      <output class="form__good">
        {model.isDeleted && !asking.value && (
          <>
            <Icon name="done" />
            {t('deletedAll')}
          </>
        )}
      </output>
      {asking.value ? (
        <div class="privacy__question">
          <p ref={question} tabIndex={-1}>
            {t('deleteAllQuestion')}
          </p>
          <div class="privacy__actions">
            <ActionButton key="yes" label={t('deleteAllYes')} danger press={() => model.deleteAllData()} />
            <ActionButton key="no" label={t('deleteAllNo')} press={ask(false)} />
          </div>
        </div>
      ) : (
        <div>
          <ActionButton key="ask" label={t('deleteAll')} press={ask(true)} />
        </div>
      )}
    </section>
  );
}
