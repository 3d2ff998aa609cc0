import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/state/settings-model.ts';
import './form.css';

/** Says that a copy which is under way, or a plan that waits, keeps the settings it began with. */
export const NextCopyHint = ({ model }: { model: SettingsModel }) => {
  const openRun = model.openRun.value;
  if (openRun === 'none') return null;
  return (
    <p class="next-copy" role="status">
      {openRun === 'begun' ? t('changesNextCopy') : t('changesNextPlan')}
    </p>
  );
};
