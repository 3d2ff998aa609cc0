import { render } from 'preact';
import { browser } from 'wxt/browser';
import { OptionsPage } from '../../components/options/OptionsPage.tsx';
import { TransferError } from '../../utils/errors.ts';
import { permissionFor } from '../../utils/jottacloud/hosts.ts';
import { parseLoginToken } from '../../utils/jottacloud/login-token.ts';
import { askBackground } from '../../utils/messaging/message.ts';
import { createSettingsModel, openRunOf } from '../../utils/state/create-settings-model.ts';
import { readLatestRun, sharedLog } from '../../utils/storage/database.ts';
import { readLayoutSample } from '../../utils/storage/read-layout-sample.ts';
import { settings } from '../../utils/storage/settings.ts';
import { isConnected } from '../../utils/storage/sign-in.ts';

/** A partner's identity server needs a permission of its own; browsers ask for one only in the user's own press. */
async function allowService(token: string): Promise<void> {
  const { service } = parseLoginToken(token);
  const origin = permissionFor(service);
  if (origin !== null && !(await browser.permissions.request({ origins: [origin] })))
    throw new TransferError('permission-missing', service);
}

const model = await createSettingsModel({
  isConnected,
  readAccount: () => askBackground('readAccount'),
  async connect(token) {
    await allowService(token);
    return askBackground('connect', { token });
  },
  disconnect: () => askBackground('disconnect'),
  readFolder: () => settings.destinationFolder.getValue(),
  writeFolder: (name) => settings.destinationFolder.setValue(name),
  readArrangement: () => settings.arrangement.getValue(),
  writeArrangement: (arrangement) => settings.arrangement.setValue(arrangement),
  readShowPlan: () => settings.showPlan.getValue(),
  writeShowPlan: (isShown) => settings.showPlan.setValue(isShown),
  readNotifications: async () =>
    (await settings.notifications.getValue()) &&
    (await browser.permissions.contains({ permissions: ['notifications'] })),
  writeNotifications: (isOn) => settings.notifications.setValue(isOn),
  allowNotifications: () => browser.permissions.request({ permissions: ['notifications'] }),
  readOpenRun: async () => openRunOf(await readLatestRun(await sharedLog())),
  readLayoutSample: async () => readLayoutSample(await sharedLog()),
});
const place = document.getElementById('app');
if (place) render(<OptionsPage model={model} />, place);
