import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { CheckField } from '../shared/CheckField.tsx';
import { RadioGroup } from '../shared/RadioGroup.tsx';
import { SavedHint } from './saved/SavedHint.tsx';
import { arrangeBy, useSavedChanges } from './saved/use-saved-changes.ts';

/** Settings for files and pages beside the photos with their captions and places. */
export function DetailsFilesSection({ model }: { model: SettingsModel }) {
  const { details, places, gallery = false } = model.arrangement.value;
  const changes = useSavedChanges();
  const arrange = arrangeBy(model, changes);
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
        choose={(chosen) => arrange('details', chosen)}
      />
      <CheckField
        label={t('withoutPlaces')}
        hint={t('withoutPlacesHint')}
        checked={!places}
        disabled={details === 'off'}
        change={(isOn) => arrange('places', !isOn)}
      />
      <CheckField
        label={t('galleryPages')}
        hint={t('galleryPagesHint')}
        checked={gallery && details !== 'off'}
        disabled={details === 'off'}
        change={(isOn) => arrange('gallery', isOn)}
      />
      <SavedHint changes={changes} section="details-heading" keptBy={model} />
    </section>
  );
}
