import { browser } from 'wxt/browser';
import { everything } from '../../utils/domain/album/choice.ts';
import { askBackground } from '../../utils/messaging/message.ts';
import { sharedLog } from '../../utils/store/database.ts';
import { isTopUpOffered, openedTab, resumedAt } from '../../utils/settings/stored-items.ts';
import {
  countUnfiled,
  readAlbumChoices,
  readAlbumNames,
} from '../../utils/store/reads/read-album-choices.ts';
import { readAlbumFigures } from '../../utils/store/reads/read-album-figures.ts';
import { whoseCopy } from '../../utils/domain/account/logs.ts';
import { logs } from '../../utils/settings/logs.ts';
import { countWaiting, pendingSendsOf } from '../../utils/settings/pending-sends.ts';
import { neededOrigins } from './needed-origins.ts';
import { createSnapshotReader } from '../../utils/store/reads/read-snapshot.ts';
import { settings } from '../../utils/settings/settings.ts';
import { followSignIn, isConnected } from '../../utils/settings/sign-in.ts';
import { pageVisibility } from '../../utils/models/page-visibility.ts';
import type { TransferPorts } from '../../utils/models/transfer-model.ts';

const openPage = async (
  path:
    | '/options.html'
    | '/plan.html'
    | '/options.html#diagnosis-heading'
    | '/options.html#top-up-heading'
    | '/report.html',
): Promise<void> => {
  await browser.tabs.create({ url: browser.runtime.getURL(path) });
};

const hasOpenedTab = async (): Promise<boolean> => {
  const tab = await openedTab.getValue();
  return (
    tab !== null &&
    (await browser.tabs.get(tab).then(
      () => true,
      () => false,
    ))
  );
};

const browserSpace = async (): Promise<number | null> => {
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined ? null : Math.max(0, quota - (usage ?? 0));
};

/** Restarts the extension as a newer version. @returns false if there is none */
async function checkForUpdate(): Promise<boolean> {
  // Firefox updates automatically and cannot be asked.
  if (!('requestUpdateCheck' in browser.runtime)) return false;
  const { status } = await browser.runtime.requestUpdateCheck();
  if (status !== 'update_available') return false;
  browser.runtime.reload();
  return true;
}

/** Creates the browser's ports for the popup, the transfer page and the first run. */
export const createTransferPorts = (): TransferPorts => ({
  readSnapshot: createSnapshotReader(sharedLog, {
    isConnected,
    hasOpenedTab,
    resumedAt: () => resumedAt.getValue(),
    waiting: async (log) => countWaiting(await pendingSendsOf(log).getValue()),
    whose: async () => whoseCopy(await logs.getValue()),
  }),
  follow(changed) {
    followSignIn(changed);
    void sharedLog().then(({ name }) => pendingSendsOf(name).watch(changed));
    logs.watch(changed);
  },
  ask: (name) => askBackground(name),
  showCopyOf: (log) => askBackground('showCopyOf', { log }),
  readAccount: () => askBackground('readAccount'),
  browserSpace,
  showPlan: settings.showPlan,
  readAlbums: async () => readAlbumChoices(await sharedLog()),
  readAlbumFigures: async (albumKeys) => readAlbumFigures(await sharedLog(), albumKeys),
  countUnfiled: async () => countUnfiled(await sharedLog()),
  readAlbumNames: async (albumKeys) => readAlbumNames(await sharedLog(), albumKeys),
  choose: (choice) => askBackground('chooseTransfer', { choice }),
  confirm: () => askBackground('confirmTransfer'),
  drop: () => askBackground('dropTransfer'),
  openPlan: () => openPage('/plan.html'),
  askSession: () => askBackground('checkSession'),
  // `openOptionsPage` would show a tab in which the first run is still open.
  openSetup: () => openPage('/options.html'),
  countNew: () => askBackground('countNew'),
  copyNew: () => askBackground('copyChosen', { choice: everything }),
  // Asked at once: the browser accepts it only in a press.
  askAccess: (host) => browser.permissions.request({ origins: neededOrigins(host) }),
  checkForUpdate,
  unattended: {
    awakeBy: import.meta.env.FIREFOX ? 'page' : 'browser',
    keepAwake: settings.keepAwake,
    notifications: settings.notifications,
    has: (permission) => browser.permissions.contains({ permissions: [permission] }),
    allow: (permission) => browser.permissions.request({ permissions: [permission] }),
  },
  topUpOffer: {
    setting: settings.topUps,
    isAnswered: isTopUpOffered,
    openSetting: () => openPage('/options.html#top-up-heading'),
  },
  openDiagnosis: () => openPage('/options.html#diagnosis-heading'),
  openReport: () => openPage('/report.html'),
  isVisible: pageVisibility(document),
});
