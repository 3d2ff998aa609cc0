import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { RadioGroup } from '../shared/RadioGroup.tsx';
import { SavedHint } from './saved/SavedHint.tsx';
import { useSavedChanges } from './saved/use-saved-changes.ts';

/** The setting for the share of the link and the computer that a copy may use. */
export function SpeedSection({ model }: { model: SettingsModel }) {
  const changes = useSavedChanges();
  return (
    <section class="card" aria-labelledby="speed-heading">
      <h2 class="card__title" id="speed-heading">
        {t('speedHeading')}
      </h2>
      <RadioGroup
        name={t('speedName')}
        options={[
          { value: 'polite', label: t('speedPolite'), hint: t('speedPoliteHint') },
          { value: 'normal', label: t('speedNormal'), hint: t('speedNormalHint') },
          { value: 'fast', label: t('speedFast'), hint: t('speedFastHint') },
        ]}
        chosen={model.speed.value}
        choose={(speed) =>
          void changes.change(
            () => model.speed.value,
            speed,
            (next) => model.setSpeed(next),
          )
        }
      />
      <SavedHint changes={changes} section="speed-heading" keptBy={model} />
    </section>
  );
}
