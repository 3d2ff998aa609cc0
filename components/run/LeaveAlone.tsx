import { t } from '../../utils/i18n.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import type { CopyState } from '../../utils/models/copy-state.ts';
import { CheckField } from '../shared/CheckField.tsx';
import './leave-alone.css';

/** States in which somebody may want to leave. */
const moving: ReadonlySet<CopyState> = new Set(['running', 'waiting', 'checking']);

/**
 * Help to leave a copy alone: ticks for keeping the computer awake and for a notification, and what happens when the lid
 * is closed, the power fails or Apple signs out.
 *
 * @param props.isOpen unfolded at first
 */
export function LeaveAlone({ model, isOpen }: { model: TransferModel; isOpen: boolean }) {
  const { unattended } = model;
  if (!moving.has(model.state.value)) return null;
  return (
    <details class="leave-alone" open={isOpen}>
      <summary class="leave-alone__title">{t('leaveHeading')}</summary>
      <CheckField
        label={t('keepAwakeLabel')}
        hint={t(unattended.awakeBy === 'page' ? 'keepAwakePageHint' : 'keepAwakeHint')}
        checked={unattended.keepAwake.value}
        change={(isOn) => void unattended.setKeepAwake(isOn)}
      />
      <CheckField
        label={t('notificationsLabel')}
        checked={unattended.notifications.value}
        change={(isOn) => void unattended.setNotifications(isOn)}
      />
      {unattended.isRefused.value && <p role="alert">{t('leaveRefused')}</p>}
      <ul class="leave-alone__lines soft">
        <li>{t('leaveLid')}</li>
        <li>{t('leaveClosed')}</li>
        <li>{t('leaveSignedOut')}</li>
      </ul>
    </details>
  );
}
