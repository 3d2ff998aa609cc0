import { useSignal } from '@preact/signals';
import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { CheckField } from '../shared/CheckField.tsx';
import { SavedHint } from './saved/SavedHint.tsx';
import { SwitchField } from './saved/SwitchField.tsx';
import { useSavedChanges } from './saved/use-saved-changes.ts';

/**
 * The switches for notifications, which turns off again if the browser refuses, and for a file that says the same on a
 * phone.
 */
export function NotificationsSection({ model }: { model: SettingsModel }) {
  const isRefused = useSignal(false);
  const changes = useSavedChanges();
  const set = async (isOn: boolean): Promise<void> => {
    isRefused.value = false;
    await changes.change(
      () => model.notifications.value,
      isOn,
      (next) => model.setNotifications(next),
    );
    isRefused.value = isOn && !model.notifications.value;
  };
  return (
    <section class="card" aria-labelledby="notifications-heading">
      <h2 class="card__title" id="notifications-heading">
        {t('notificationsHeading')}
      </h2>
      <CheckField
        label={t('notificationsLabel')}
        hint={t('notificationsHint')}
        checked={model.notifications.value}
        change={(isOn) => void set(isOn)}
      />
      <SwitchField
        label={t('progressFileLabel')}
        hint={t('progressFileHint')}
        setting={model.progressFile}
        changes={changes}
      />
      <output>{isRefused.value && t('notificationsRefused')}</output>
      <SavedHint changes={changes} section="notifications-heading" />
    </section>
  );
}
