import type { RunRequest } from '../../utils/domain/run/run-request.ts';
import { parseArrangement } from '../../utils/domain/layout/arrangement.ts';
import { usableFolder } from '../../utils/domain/layout/destination-folder.ts';
import type { LogDatabase } from '../../utils/store/schema.ts';
import { readFolderLanguage } from '../../utils/store/runs/folder-language.ts';
import { destinationFolderOf, settings } from '../../utils/settings/settings.ts';
import { textLanguage } from '../../utils/i18n.ts';
import { parseSpeed } from '../../utils/domain/progress/concurrency.ts';

/** Reads the current settings for a run of a log, which has its own destination. */
export const readRunSettings = async (
  log: LogDatabase,
): Promise<Omit<RunRequest, 'choice' | 'isConfirmed'>> => ({
  destinationFolder: usableFolder(await destinationFolderOf(log.name).getValue()),
  arrangement: parseArrangement({
    ...(await settings.arrangement.getValue()),
    folderLanguage: await readFolderLanguage(log, textLanguage()),
  }),
  speed: parseSpeed(await settings.speed.getValue()),
});
