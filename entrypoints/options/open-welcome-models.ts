import { browser } from 'wxt/browser';
import type { StepModels } from '../../components/welcome/WelcomePage.tsx';
import { askBackground } from '../../utils/messaging/message.ts';
import { createTransferModel } from '../../utils/state/create-transfer-model.ts';
import { createWelcomeModel } from '../../utils/state/create-welcome-model.ts';
import type { SettingsModel } from '../../utils/state/settings-model.ts';
import { readLatestRun, sharedLog } from '../../utils/storage/database.ts';
import { pickFirstPhotos, readFirstPhotos } from '../../utils/storage/first-photos.ts';
import { firstRunNote } from '../../utils/storage/first-run-note.ts';
import { readAlbumChoices } from '../../utils/storage/read-album-choices.ts';
import { createSnapshotReader } from '../../utils/storage/read-snapshot.ts';
import { settings } from '../../utils/storage/settings.ts';
import { isConnected } from '../../utils/storage/sign-in.ts';

const browserRoom = async (): Promise<number | null> => {
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined ? null : Math.max(0, quota - (usage ?? 0));
};

const openPage = async (path: '/report.html' | '/options.html'): Promise<void> => {
  await browser.tabs.create({ url: browser.runtime.getURL(path) });
};

/** What the first run shows, with what it reads and whom it asks. */
export async function openWelcomeModels(settingsModel: SettingsModel): Promise<StepModels> {
  const transfer = await createTransferModel({
    readSnapshot: createSnapshotReader(sharedLog(), isConnected, () => Promise.resolve(false)),
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
    openSetup: () => openPage('/options.html'),
    openReport: () => openPage('/report.html'),
  });
  const welcome = await createWelcomeModel(
    {
      readNote: () => firstRunNote.getValue(),
      writeNote: (note) => firstRunNote.setValue(note),
      isConnected,
      readLatestRun: async () => readLatestRun(await sharedLog()),
      readIcloudAccount: () => askBackground('readIcloudAccount'),
      count: () => transfer.start(),
      pickFirst: async () => pickFirstPhotos(await sharedLog()),
      readFirst: async (keys) => readFirstPhotos(await sharedLog(), keys),
      copyChosen: (choice) => askBackground('copyChosen', { choice }),
    },
    transfer.snapshot,
  );
  return { welcome, settings: settingsModel, transfer };
}
