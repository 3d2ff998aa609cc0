import { parseTopUpMode } from '../../utils/domain/top-up/top-up-mode.ts';
import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { RadioGroup } from '../shared/RadioGroup.tsx';
import { SavedHint } from './saved/SavedHint.tsx';
import { useSavedChanges } from './saved/use-saved-changes.ts';

/** The setting for new photos after a complete copy, and what it needs. */
export function TopUpSection({ model }: { model: SettingsModel }) {
  const changes = useSavedChanges();
  const mode = (): ReturnType<typeof parseTopUpMode> => parseTopUpMode(model.topUps.value);
  return (
    <section class="card" aria-labelledby="top-up-heading">
      <h2 class="card__title" id="top-up-heading">
        {t('topUpHeading')}
      </h2>
      <RadioGroup
        name={t('topUpName')}
        options={[
          { value: 'off', label: t('topUpOff'), hint: null },
          { value: 'remind', label: t('topUpRemind'), hint: t('topUpRemindHint') },
          { value: 'copy', label: t('topUpCopy'), hint: t('topUpCopyHint') },
        ]}
        chosen={mode()}
        choose={(next) => void changes.change(mode, next, (value) => model.topUps.set(value))}
      />
      {mode() !== 'off' && <p class="soft">{t('topUpNeeds')}</p>}
      <SavedHint changes={changes} section="top-up-heading" />
    </section>
  );
}
