import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/state/settings-model.ts';
import { Icon } from '../shared/Icon.tsx';
import './form.css';

/** After a change: that it is saved, and where a copy has begun or a plan waits, that those keep what they began with. */
export function SavedHint({ model, isChanged }: { model: SettingsModel; isChanged: boolean }) {
  const openRun = model.openRun.value;
  return (
    <output class={openRun === 'none' ? 'form__good' : 'next-copy'}>
      {isChanged && openRun === 'none' && (
        <>
          <Icon name="done" />
          {t('destinationSaved')}
        </>
      )}
      {isChanged && openRun === 'begun' && t('changesNextCopy')}
      {isChanged && openRun === 'planned' && t('changesNextPlan')}
    </output>
  );
}
