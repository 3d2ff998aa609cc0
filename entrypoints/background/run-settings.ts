import type { RunRequest } from '../../utils/domain/run/run-request.ts';
import { parseArrangement } from '../../utils/domain/layout/arrangement.ts';
import { usableFolder } from '../../utils/domain/layout/destination-folder.ts';
import { sharedLog } from '../../utils/store/database.ts';
import { readFolderLanguage } from '../../utils/store/runs/folder-language.ts';
import { settings } from '../../utils/settings/settings.ts';
import { textLanguage } from '../../utils/i18n.ts';
import { parseSpeed } from '../../utils/domain/progress/concurrency.ts';

/** Reads the current settings for a run. */
export const readRunSettings = async (): Promise<Omit<RunRequest, 'choice' | 'isConfirmed'>> => ({
  destinationFolder: usableFolder(await settings.destinationFolder.getValue()),
  arrangement: parseArrangement({
    ...(await settings.arrangement.getValue()),
    folderLanguage: await readFolderLanguage(await sharedLog(), textLanguage()),
  }),
  speed: parseSpeed(await settings.speed.getValue()),
});
