import { useSignal } from '@preact/signals';
import { t } from '../../utils/i18n.ts';
import type { Arrangement } from '../../utils/photos/arrangement.ts';
import type { SettingsModel } from '../../utils/state/settings-model.ts';
import { CheckField } from '../shared/CheckField.tsx';
import { RadioGroup } from '../shared/RadioGroup.tsx';
import { SavedHint } from './SavedHint.tsx';

/** Files beside the photos that hold what people wrote about them. */
export function DetailsFilesSection({ model }: { model: SettingsModel }) {
  const { details, places } = model.arrangement.value;
  const isChanged = useSignal(false);
  const arrange = (change: Partial<Arrangement>): void => {
    isChanged.value = true;
    void model.arrange(change);
  };
  return (
    <section class="card" aria-labelledby="details-heading">
      <h2 class="card__title" id="details-heading">
        {t('captionsHeading')}
      </h2>
      <p>{t('detailsFilesBody')}</p>
      <RadioGroup
        name={t('detailsFilesHeading')}
        options={[
          { value: 'off', label: t('detailsOff'), hint: t('detailsOffHint') },
          { value: 'json', label: 'JSON', hint: t('detailsJsonHint') },
          { value: 'xmp', label: 'XMP', hint: t('detailsXmpHint') },
        ]}
        chosen={details}
        choose={(chosen) => arrange({ details: chosen })}
      />
      <CheckField
        label={t('withoutPlaces')}
        hint={t('withoutPlacesHint')}
        checked={!places}
        disabled={details === 'off'}
        change={(isOn) => arrange({ places: !isOn })}
      />
      <SavedHint model={model} isChanged={isChanged.value} />
    </section>
  );
}
