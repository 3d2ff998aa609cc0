import { t } from '../../../utils/i18n.ts';
import { levelsOf } from '../../../utils/domain/layout/destination-folder.ts';

/** Returns `Jottacloud › Archive › Photos › Italy 2022`. @param path of a file or folder below the destination */
export const destinationText = (destination: string, path?: string): string =>
  t('destinationPath', [destination, path ?? []].flat().flatMap(levelsOf).join(' › '));
