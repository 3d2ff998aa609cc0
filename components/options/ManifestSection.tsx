import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { RadioGroup } from '../shared/RadioGroup.tsx';
import { SavedHint } from './saved/SavedHint.tsx';
import { useSavedChanges } from './saved/use-saved-changes.ts';

/** The setting for the list of the copy at its destination, with which another computer can continue. */
export function ManifestSection({ model }: { model: Pick<SettingsModel, 'manifest'> }) {
  const changes = useSavedChanges();
  return (
    <section class="card" aria-labelledby="manifest-heading">
      <h2 class="card__title" id="manifest-heading">
        {t('manifestHeading')}
      </h2>
      <p>{t('manifestBody')}</p>
      <RadioGroup
        name={t('manifestName')}
        options={[
          { value: 'names', label: t('manifestOn'), hint: t('manifestOnHint') },
          { value: 'hashes', label: t('manifestHashes'), hint: t('manifestHashesHint') },
          { value: 'off', label: t('detailsOff'), hint: t('manifestOffHint') },
        ]}
        chosen={model.manifest.value}
        choose={(chosen) =>
          void changes.change(
            () => model.manifest.value,
            chosen,
            (next) => model.manifest.set(next),
          )
        }
      />
      <SavedHint changes={changes} section="manifest-heading" />
    </section>
  );
}
