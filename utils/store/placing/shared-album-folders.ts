import { isSharedAlbum, sharedAlbumId } from '../../icloud/zone.ts';
import { pathKey, suffixes } from '../../domain/layout/destination-path.ts';
import { type FolderLanguage, folderNames } from '../../domain/layout/folder-names.ts';
import { safeName } from '../../domain/photo/safe-name.ts';
import { relativePath, type RelativePath } from '../../units.ts';
import type { LogDatabase } from '../schema.ts';
import { FOLDER } from '../records.ts';

/** Bytes reserved for a suffix of the whole zone name. */
const RESERVE_BYTES = 60;

/**
 * Gives each shared album its folder below our folder of shared albums. An existing folder stays, even after the album was
 * renamed. Of two equal names, one gets a suffix from its zone.
 */
export async function assignSharedAlbumFolders(
  database: LogDatabase,
  language?: FolderLanguage,
): Promise<void> {
  const { sharedAlbums, untitledAlbum } = folderNames(language);
  const transaction = database.transaction(['libraries', 'paths', 'remembered'], 'readwrite');
  const [libraries, paths] = [transaction.objectStore('libraries'), transaction.objectStore('paths')];
  const remembered = transaction.objectStore('remembered');
  for (const library of await libraries.getAll()) {
    const { zone, title, isGone, key, lists } = library;
    if (!isSharedAlbum(zone.zoneName) || isGone || library.folder !== undefined) continue;
    // There is no photo to place yet, and its name may still arrive.
    if (title === undefined && lists.main.seenItems + (lists.main.seenFrames ?? 0) === 0) continue;
    const earlier = await remembered.get(filesOfLibrary(key));
    const earlierFolder = earlier && 'path' in earlier ? folderOfAlbum(earlier.path, sharedAlbums) : null;
    if (earlierFolder) {
      await paths.put({ key: pathKey(earlierFolder), itemKey: FOLDER, fileKey: key });
      await libraries.put({ ...library, folder: earlierFolder });
      continue;
    }
    const plain = safeName(title ?? '', RESERVE_BYTES);
    const name = plain === '_' ? untitledAlbum : plain;
    for (const suffix of suffixes(sharedAlbumId(zone.zoneName))) {
      const folder = relativePath(`${sharedAlbums}/${name}${suffix}`);
      if ((await paths.get(pathKey(folder))) !== undefined) continue;
      await paths.put({ key: pathKey(folder), itemKey: FOLDER, fileKey: key });
      await libraries.put({ ...library, folder });
      break;
    }
  }
  await transaction.done;
}

/** Range of the keys of all files of a library. */
const filesOfLibrary = (libraryKey: string): IDBKeyRange =>
  // "0" follows "/" in ASCII.
  IDBKeyRange.bound(`${libraryKey}/`, `${libraryKey}0`, false, true);

/** Returns the folder of a shared album from the path of one of its files; null if it is elsewhere. */
function folderOfAlbum(path: RelativePath | null, sharedAlbums: string): RelativePath | null {
  const [top, album, ...below] = path?.split('/') ?? [];
  return top === sharedAlbums && below.length > 0 ? relativePath(`${top}/${album}`) : null;
}
