import type { AssetRecord } from '../photo/record.ts';
import type { Arrangement } from './arrangement.ts';
import { itemDay, type ListName } from './destination-path.ts';
import { folderNames } from './folder-names.ts';
import { rulesOf, usesAlbumFolders } from './layouts.ts';

/** Everything that the folders of a photo depend on, besides its albums. */
export interface PlacedAsset {
  asset: AssetRecord;
  /** `shared` for the Shared Library. */
  library: 'personal' | 'shared';
  list: ListName;
}

type FolderOptions = Pick<Arrangement, 'layout' | 'sharedLibrary' | 'folderLanguage'>;

/** Returns the folder of a photo that is in no album's folder, below the destination; empty for the destination itself. */
export function dateFolder({ asset, library, list }: PlacedAsset, arrangement: FolderOptions): string {
  const names = folderNames(arrangement.folderLanguage);
  const dates = datesOf(asset, names.noDate);
  return [
    library === 'shared' && arrangement.sharedLibrary === 'own-folder' ? names.sharedLibrary : null,
    usesAlbumFolders(arrangement, list)
      ? names.unfiled
      : { main: null, hidden: names.hidden, deleted: names.deleted }[list],
    dates[rulesOf(arrangement).listDates],
  ]
    .filter((segment) => segment !== null)
    .join('/');
}

/** Returns the folder of a photo of a shared album: the album's own folder, or one by date inside it. */
export function sharedAlbumFolder(
  asset: AssetRecord,
  albumFolder: string,
  arrangement: Pick<Arrangement, 'layout' | 'folderLanguage'>,
): string {
  const dates = datesOf(asset, folderNames(arrangement.folderLanguage).noDate);
  const dateFolders = dates[rulesOf(arrangement).sharedAlbumDates];
  return dateFolders === null ? albumFolder : `${albumFolder}/${dateFolders}`;
}

/** Returns the folder of the compatible copies of a folder's photos: the same tree below one folder of ours. */
export const compatibleFolder = (
  folder: string,
  { folderLanguage }: Pick<Arrangement, 'folderLanguage'>,
): string => [folderNames(folderLanguage).compatible, folder].filter((part) => part !== '').join('/');

/** Folders by date, as the rules of layouts name them. */
function datesOf(asset: AssetRecord, noDate: string): { year: string; month: string; none: null } {
  const day = itemDay(asset);
  const year = day?.slice(0, 4) ?? noDate;
  return { year, month: day === null ? noDate : `${year}/${day.slice(0, 7)}`, none: null };
}
