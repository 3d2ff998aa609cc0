import { browser } from 'wxt/browser';
import { TransferError } from '../../utils/errors.ts';
import { permissionFor } from '../../utils/jottacloud/hosts.ts';
import { parseLoginToken } from '../../utils/jottacloud/sign-in/login-token.ts';
import { askBackground } from '../../utils/messaging/message.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { allowChina, isChinaAllowed } from '../shared/china-permission.ts';
import { readLatestRun, sharedLog } from '../../utils/store/database.ts';
import { readDiagnosis } from '../../utils/store/reads/read-diagnosis.ts';
import { readFolderLanguage } from '../../utils/store/runs/folder-language.ts';
import { textLanguage } from '../../utils/i18n.ts';
import { readLayoutSample } from '../../utils/store/reads/read-layout-sample.ts';
import { destinationFolderOf, settings, switches } from '../../utils/settings/settings.ts';
import { whoseCopy } from '../../utils/domain/account/logs.ts';
import { logs } from '../../utils/settings/logs.ts';
import { isConnected } from '../../utils/settings/sign-in.ts';
import { diagnosisText } from '../../utils/domain/report/diagnosis.ts';
import { folderPorts } from '../shared/folder-ports.ts';
import { parseTopUpMode } from '../../utils/domain/top-up/top-up-mode.ts';
import { createSettingsModel } from '../../utils/models/settings-model.ts';
import { openRunOf } from '../../utils/models/settings/copy-settings.ts';

/** Address of the page after everything was deleted. */
const DELETED = '#deleted';

/** Asks for the permission for a partner's identity server. Browsers ask only in the user's own press. */
async function allowService(token: string): Promise<void> {
  const { service } = parseLoginToken(token);
  const origin = permissionFor(service);
  if (origin !== null && !(await browser.permissions.request({ origins: [origin] })))
    throw new TransferError('permission-missing', service);
}

/** Returns whether a text is a token of Jottacloud itself: that of a partner needs a permission, and so a press. */
function connectsAtOnce(pasted: string): boolean {
  try {
    return permissionFor(parseLoginToken(pasted).service) === null;
  } catch {
    return false;
  }
}

/** Makes the diagnosis, without the folder's name: that is the user's own. */
async function diagnosis(): Promise<string> {
  const [speed, topUps, manifest, arrangement, china, ticks] = await Promise.all([
    settings.speed.getValue(),
    settings.topUps.getValue(),
    settings.manifest.getValue(),
    settings.arrangement.getValue(),
    isChinaAllowed(),
    Promise.all(Object.entries(switches).map(async ([name, item]) => [name, await item.getValue()])),
  ]);
  return diagnosisText({
    madeAt: new Date().toISOString(),
    versions: {
      fotoflytt: browser.runtime.getManifest().version,
      browser: navigator.userAgent,
      language: browser.i18n.getUILanguage(),
    },
    settings: {
      speed,
      topUps: parseTopUpMode(topUps),
      manifest,
      ...Object.fromEntries(ticks),
      arrangement,
      china,
    },
    isConnected: await isConnected(),
    ...(await readDiagnosis(await sharedLog())),
  });
}

/**
 * Waits until a setting is stored, then has an open plan counted again with it. A lost message does no harm: "Start"
 * compares the plan with the settings once more.
 */
async function write(store: Promise<void>): Promise<void> {
  await store;
  askBackground('followSettings').catch(() => undefined);
}

/** The destination of the current log. */
const folder = async () => destinationFolderOf((await sharedLog()).name);

/**
 * Creates the model of the settings with the browser's ports.
 *
 * @param isFirstRun true: the page confirms the iCloud account before anything is read. False: a connection is enough
 * @param shown resolves once the page shows something: what takes longer in a large log is read afterwards
 */
export const openSettingsModel = (isFirstRun: boolean, shown: Promise<void>): Promise<SettingsModel> =>
  createSettingsModel({
    isConnected,
    readAccount: () => askBackground('readAccount'),
    async connect(token) {
      await allowService(token);
      const account = await askBackground('connect', { token });
      if (!isFirstRun) await askBackground('startKept');
      return account;
    },
    connectsAtOnce,
    disconnect: () => askBackground('disconnect'),
    readFolder: async () => (await folder()).getValue(),
    writeFolder: (name) => write(folder().then((item) => item.setValue(name))),
    readArrangement: async () => ({
      ...(await settings.arrangement.getValue()),
      folderLanguage: await readFolderLanguage(await sharedLog(), textLanguage()),
    }),
    writeArrangement: (arrangement) => write(settings.arrangement.setValue(arrangement)),
    switches,
    topUps: settings.topUps,
    manifest: settings.manifest,
    readNotifications: async () =>
      (await settings.notifications.getValue()) &&
      (await browser.permissions.contains({ permissions: ['notifications'] })),
    writeNotifications: (isOn) => settings.notifications.setValue(isOn),
    allowNotifications: () => browser.permissions.request({ permissions: ['notifications'] }),
    readSpeed: () => settings.speed.getValue(),
    writeSpeed: (speed) => write(settings.speed.setValue(speed)),
    isChinaAllowed,
    async allowChina(isOn) {
      const isAllowed = await allowChina(isOn);
      await askBackground('followChina');
      return isAllowed;
    },
    async deleteAllData() {
      await askBackground('deleteAllData');
      location.hash = DELETED;
      location.reload();
    },
    version: browser.runtime.getManifest().version,
    isDeleted: location.hash === DELETED,
    readWhose: async () => whoseCopy(await logs.getValue()),
    watchWhose: (changed) => void logs.watch(changed),
    deleteCopyOf: (log) => askBackground('deleteCopyOf', { log }),
    readDiagnosis: diagnosis,
    readOpenRun: async () => openRunOf(await readLatestRun(await sharedLog())),
    async readLayoutSample() {
      await shown;
      return readLayoutSample(await sharedLog());
    },
    ...folderPorts(),
  });
