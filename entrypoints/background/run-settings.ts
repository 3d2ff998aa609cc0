import { parseArrangement } from '../../utils/domain/layout/arrangement.ts';
import { usableFolder } from '../../utils/domain/layout/destination-folder.ts';
import type { RunWish } from '../../utils/store/runs/runs.ts';
import { settings } from '../../utils/settings/settings.ts';
import { parseSpeed } from '../../utils/domain/progress/concurrency.ts';

/** What a run is made with beside its choice: the settings as they are now. */
export const readRunSettings = async (): Promise<Omit<RunWish, 'choice' | 'isConfirmed'>> => ({
  destinationFolder: usableFolder(await settings.destinationFolder.getValue()),
  arrangement: parseArrangement(await settings.arrangement.getValue()),
  speed: parseSpeed(await settings.speed.getValue()),
});
