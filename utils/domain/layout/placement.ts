import type { RelativePath } from '../../units.ts';
import type { Album } from '../album/album.ts';
import { isAlbumChosen } from '../album/choice.ts';
import { listFolderId } from '../file/file-key.ts';
import type { Run } from '../run/run.ts';
import { usesAlbumFolders } from './layouts.ts';
import { dateFolder, type PlacedAsset, sharedAlbumFolder } from './list-folder.ts';

/** One folder of a photo. */
export interface PhotoFolder {
  /** Part of the keys of its files: an album's record name, or the place of a list. */
  id: string;
  folder: string;
}

/** What decides the folders of a photo. */
export interface PhotoToPlace extends PlacedAsset {
  /** Folder of its library, if that is a shared album. */
  sharedAlbumFolder?: string | undefined;
  /** Keys of the albums it is in. */
  albumKeys: readonly string[];
}

/** An album with its folder. */
export interface AlbumFolder extends Pick<Album, 'kind' | 'createdAt'> {
  recordName: string;
  /** Folder below the destination; null until it gets one. */
  path: RelativePath | null;
}

/** Returns what all paths depend on, as one text: after a change everything is placed again. */
export const placementOf = ({
  destinationFolder,
  arrangement,
}: Pick<Run, 'destinationFolder' | 'arrangement'>): string =>
  JSON.stringify([destinationFolder, arrangement.layout, arrangement.sharedLibrary]);

/** Lists the folders of a photo: those of its albums, else the one of its list. Earlier places stay beside them. */
export function foldersOf(
  photo: PhotoToPlace,
  albumByKey: ReadonlyMap<string, AlbumFolder>,
  { arrangement, choice }: Pick<Run, 'arrangement' | 'choice'>,
): PhotoFolder[] {
  const { asset, list } = photo;
  if (photo.sharedAlbumFolder !== undefined)
    return [
      { id: listFolderId(list), folder: sharedAlbumFolder(asset, photo.sharedAlbumFolder, arrangement) },
    ];
  const albums = usesAlbumFolders(arrangement, list)
    ? photo.albumKeys
        .filter((key) => isAlbumChosen(choice, key))
        .map((key) => albumByKey.get(key))
        .filter((album) => album !== undefined)
    : [];
  const folders = albums
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.recordName < b.recordName ? -1 : 1))
    .flatMap(({ recordName, path, kind }) =>
      path !== null && kind === 'album' ? [{ id: encodeURIComponent(recordName), folder: path }] : [],
    );
  if (folders.length > 0) return folders;
  const folder = dateFolder(photo, arrangement);
  return [{ id: listFolderId(list), folder }];
}
