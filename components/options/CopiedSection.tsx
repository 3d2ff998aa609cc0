import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/state/settings-model.ts';
import { CheckField } from '../shared/CheckField.tsx';
import { NextCopyHint } from './NextCopyHint.tsx';

/** What belongs to a copy beside the library's main list, and whether its plan is shown first. */
export function CopiedSection({ model }: { model: SettingsModel }) {
  const { hidden, recentlyDeleted } = model.arrangement.value;
  return (
    <section class="card" aria-labelledby="copied-heading">
      <h2 class="card__title" id="copied-heading">
        {t('copiedHeading')}
      </h2>
      <NextCopyHint model={model} />
      <div class="choices">
        <CheckField
          label={t('hiddenPhotos')}
          hint={t('hiddenPhotosHint')}
          checked={hidden}
          change={(isOn) => void model.arrange({ hidden: isOn })}
        />
        <CheckField
          label={t('recentlyDeletedPhotos')}
          hint={t('recentlyDeletedPhotosHint')}
          checked={recentlyDeleted}
          change={(isOn) => void model.arrange({ recentlyDeleted: isOn })}
        />
        <CheckField
          label={t('showPlan')}
          hint={t('showPlanHint')}
          checked={model.showPlan.value}
          change={(isOn) => void model.setShowPlan(isOn)}
        />
      </div>
    </section>
  );
}
