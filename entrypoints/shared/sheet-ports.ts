import { askBackground } from '../../utils/messaging/message.ts';
import type { SheetPorts } from '../../utils/models/settings/sheet-model.ts';
import { destinationFolderOf, settings } from '../../utils/settings/settings.ts';
import { sharedLog } from '../../utils/store/database.ts';
import { readLayoutSample } from '../../utils/store/reads/read-layout-sample.ts';
import { readSheetFacts } from '../../utils/store/reads/read-sheet-facts.ts';
import { readOwnerOfLog } from './follow-log.ts';
import { folderPorts } from './folder-ports.ts';

/** Creates the browser's ports for the plan's sheet. */
export const sheetPorts = (): SheetPorts => ({
  ...folderPorts(),
  async saveFolder(destination) {
    await destinationFolderOf((await sharedLog()).name).setValue(destination);
    await askBackground('followSettings');
  },
  async saveArrangement(arrangement) {
    await settings.arrangement.setValue(arrangement);
    await askBackground('followSettings');
  },
  readOwner: readOwnerOfLog,
  readFacts: async () => readSheetFacts(await sharedLog()),
  readLayoutSample: async () => readLayoutSample(await sharedLog()),
});
