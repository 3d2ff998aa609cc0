import { browser } from 'wxt/browser';
import { askBackground } from '../../utils/messaging/message.ts';
import type { TransferPorts } from '../../utils/state/create-transfer-model.ts';
import { sharedLog } from '../../utils/storage/database.ts';
import { openedPage } from '../../utils/storage/opened-page.ts';
import { readAlbumChoices } from '../../utils/storage/read-album-choices.ts';
import { createSnapshotReader } from '../../utils/storage/read-snapshot.ts';
import { settings } from '../../utils/storage/settings.ts';
import { isConnected } from '../../utils/storage/sign-in.ts';

const openPage = async (path: '/options.html' | '/report.html'): Promise<void> => {
  await browser.tabs.create({ url: browser.runtime.getURL(path) });
};

const hasOpenedPage = async (): Promise<boolean> => {
  const tab = await openedPage.getValue();
  return (
    tab !== null &&
    (await browser.tabs.get(tab).then(
      () => true,
      () => false,
    ))
  );
};

const browserRoom = async (): Promise<number | null> => {
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined ? null : Math.max(0, quota - (usage ?? 0));
};

/** What the popup, the transfer page and the first run are given, in the browser. */
export const createTransferPorts = (): TransferPorts => ({
  readSnapshot: createSnapshotReader(sharedLog(), isConnected, hasOpenedPage),
  ask: (name) => askBackground(name),
  readAccount: () => askBackground('readAccount'),
  browserRoom,
  readShowPlan: () => settings.showPlan.getValue(),
  writeShowPlan: (isShown) => settings.showPlan.setValue(isShown),
  readAlbums: async () => readAlbumChoices(await sharedLog()),
  choose: (choice) => askBackground('chooseTransfer', { choice }),
  confirm: () => askBackground('confirmTransfer'),
  drop: () => askBackground('dropTransfer'),
  askSession: () => askBackground('checkSession'),
  // openOptionsPage would show the first run where that is still open
  openSetup: () => openPage('/options.html'),
  openReport: () => openPage('/report.html'),
});
