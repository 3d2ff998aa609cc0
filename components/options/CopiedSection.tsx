import type { ComponentChildren } from 'preact';
import type { Arrangement } from '../../utils/domain/layout/arrangement.ts';
import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { CheckField } from '../shared/CheckField.tsx';
import { RadioGroup } from '../shared/RadioGroup.tsx';
import { MoreFold } from './MoreFold.tsx';
import { SavedHint } from './saved/SavedHint.tsx';
import { SwitchField } from './saved/SwitchField.tsx';
import { arrangeBy, useSavedChanges } from './saved/use-saved-changes.ts';

/** Choices of what a copy includes beside the main list, and whether its plan is shown first. */
export function CopiedSection({ model }: { model: SettingsModel }) {
  const arrangement = model.arrangement.value;
  const changes = useSavedChanges();
  const arrange = arrangeBy(model, changes);
  return (
    <section class="card" aria-labelledby="copied-heading">
      <h2 class="card__title" id="copied-heading">
        {t('copiedHeading')}
      </h2>
      <div class="choices">
        <CheckField
          label={t('hiddenPhotos')}
          hint={t('hiddenPhotosHint')}
          checked={arrangement.hidden}
          change={(isOn) => arrange('hidden', isOn)}
        />
        <CheckField
          label={t('recentlyDeletedPhotos')}
          hint={t('recentlyDeletedPhotosHint')}
          checked={arrangement.recentlyDeleted}
          change={(isOn) => arrange('recentlyDeleted', isOn)}
        />
      </div>
      <MoreFold label={t('copiedMore')}>
        <MoreCopied arrangement={arrangement} arrange={arrange}>
          <SwitchField
            label={t('showPlan')}
            hint={t('showPlanHint')}
            setting={model.showPlan}
            changes={changes}
          />
        </MoreCopied>
      </MoreFold>
      <SavedHint changes={changes} section="copied-heading" keptBy={model} />
    </section>
  );
}

/** Settings that few people need. */
function MoreCopied(props: {
  arrangement: Arrangement;
  arrange: ReturnType<typeof arrangeBy>;
  /** The first tick. */
  children: ComponentChildren;
}) {
  const { arrangement, arrange } = props;
  return (
    <>
      <div class="choices">
        {props.children}
        <CheckField
          label={t('compatibleCopies')}
          hint={t('compatibleCopiesHint')}
          checked={arrangement.compatible ?? false}
          change={(isOn) => arrange('compatible', isOn)}
        />
        <CheckField
          label={t('sharedAlbums')}
          hint={t('sharedAlbumsHint')}
          checked={arrangement.sharedAlbums}
          change={(isOn) => arrange('sharedAlbums', isOn)}
        />
        <CheckField
          label={t('editData')}
          hint={t('editDataHint')}
          checked={arrangement.editData}
          change={(isOn) => arrange('editData', isOn)}
        />
      </div>
      <RadioGroup
        name={t('burstsHeading')}
        options={[
          { value: 'chosen', label: t('burstsChosen'), hint: null },
          { value: 'all', label: t('burstsAll'), hint: t('burstsAllHint') },
        ]}
        chosen={arrangement.bursts}
        choose={(chosen) => arrange('bursts', chosen)}
      />
    </>
  );
}
