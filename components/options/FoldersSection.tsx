import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { RadioGroup } from '../shared/RadioGroup.tsx';
import { layoutOptions } from '../plan/sheet/layout-options.ts';
import { LayoutPreview } from '../plan/sheet/LayoutPreview.tsx';
import { SavedHint } from './saved/SavedHint.tsx';
import { arrangeBy, useSavedChanges } from './saved/use-saved-changes.ts';

/** Settings for the folders at Jottacloud, with a preview. */
export function FoldersSection({ model }: { model: SettingsModel }) {
  const { layout, sharedLibrary } = model.arrangement.value;
  const changes = useSavedChanges();
  const arrange = arrangeBy(model, changes);
  return (
    <section class="card" aria-labelledby="folders-heading">
      <h2 class="card__title" id="folders-heading">
        {t('foldersHeading')}
      </h2>
      <div class="folders">
        <div class="folders__choices">
          <RadioGroup
            name={t('layoutHeading')}
            options={layoutOptions()}
            chosen={layout}
            choose={(chosen) => arrange('layout', chosen)}
          />
          <RadioGroup
            name={t('sharedLibraryHeading')}
            options={[
              { value: 'own-folder', label: t('sharedOwnFolder'), hint: null },
              { value: 'together', label: t('sharedTogether'), hint: null },
            ]}
            chosen={sharedLibrary}
            choose={(chosen) => arrange('sharedLibrary', chosen)}
          />
        </div>
        <LayoutPreview
          layoutSample={model.layoutSample.value}
          destination={model.destinationFolder.value}
          arrangement={model.arrangement.value}
        />
      </div>
      <SavedHint changes={changes} section="folders-heading" keptBy={model} />
    </section>
  );
}
