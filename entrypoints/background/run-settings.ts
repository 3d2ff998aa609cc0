import { parseArrangement } from '../../utils/photos/arrangement.ts';
import { usableFolder } from '../../utils/photos/destination-folder.ts';
import type { RunWish } from '../../utils/storage/runs.ts';
import { settings } from '../../utils/storage/settings.ts';
import { parseSpeed } from '../../utils/transfer/parallelism.ts';

/** What a run is made with beside its choice: the settings as they are now. */
export const readRunSettings = async (): Promise<Omit<RunWish, 'choice' | 'isConfirmed'>> => ({
  destinationFolder: usableFolder(await settings.destinationFolder.getValue()),
  arrangement: parseArrangement(await settings.arrangement.getValue()),
  speed: parseSpeed(await settings.speed.getValue()),
});
