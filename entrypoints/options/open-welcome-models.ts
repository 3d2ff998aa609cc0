import { computed } from '@preact/signals';
import { askBackground } from '../../utils/messaging/message.ts';
import { pageVisibility } from '../../utils/models/page-visibility.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { readLatestRun, sharedLog } from '../../utils/store/database.ts';
import { pickFirstPhotos, readFirstPhotos } from '../../utils/store/reads/first-photos.ts';
import { firstRunNote, setupSignIn } from '../../utils/settings/stored-items.ts';
import { isConnected } from '../../utils/settings/sign-in.ts';
import { createSheetModel } from '../../utils/models/settings/sheet-model.ts';
import { sheetPorts } from '../shared/sheet-ports.ts';
import { createTransferPorts } from '../shared/transfer-ports.ts';
import type { StepModels } from '../../components/welcome/step-models.ts';
import { createTransferModel } from '../../utils/models/transfer-model.ts';
import { createYearsModel } from '../../utils/models/report/years-model.ts';
import { createYearsPorts } from '../shared/years-ports.ts';
import { createWelcomeModel } from '../../utils/models/welcome-model.ts';

/** Creates the models of the first run with the browser's ports. */
export async function openWelcomeModels(opening: Promise<SettingsModel>): Promise<StepModels> {
  const following = createTransferModel(createTransferPorts());
  const openingWelcome = createWelcomeModel(
    {
      readNote: () => firstRunNote.getValue(),
      writeNote: (note) => firstRunNote.setValue(note),
      isConnected,
      readLatestRun: async () => readLatestRun(await sharedLog()),
      readIcloudAccount: () => askBackground('readIcloudAccount'),
      refresh: async () => (await following).refresh(),
      async count() {
        const transfer = await following;
        if (await askBackground('startKept')) await transfer.refresh();
        else await transfer.start();
      },
      pickFirst: async () => pickFirstPhotos(await sharedLog()),
      readFirst: async (keys) => readFirstPhotos(await sharedLog(), keys),
      copyChosen: (choice) => askBackground('copyChosen', { choice }),
      watchSignIn: (changed) => void setupSignIn.watch((noted) => noted && !noted.isFollowed && changed()),
      isVisible: pageVisibility(document),
    },
    following.then(({ snapshot }) => snapshot),
  );
  const [settings, transfer, welcome] = await Promise.all([opening, following, openingWelcome]);
  const isShown = computed(() => ['counting', 'copying'].includes(welcome.step.value));
  const years = createYearsModel(createYearsPorts(), transfer.snapshot, isShown);
  return {
    welcome,
    settings,
    transfer,
    years,
    sheet: createSheetModel(sheetPorts(), transfer),
  };
}
