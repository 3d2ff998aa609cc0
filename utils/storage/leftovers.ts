import type { AssetRecord } from '../photos/record.ts';
import type { RecordName, RelativePath } from '../units.ts';
import { type ListName, pathKey } from '../photos/destination-path.ts';
import { FOLDER } from './records.ts';
import type { LogDatabase } from './database.ts';

/** Folders of albums that are empty at Apple, and have no file here: they are made as they are, so that the tree is whole. */
export async function emptyFolders(
  database: LogDatabase,
): Promise<{ albumKey: string; path: RelativePath }[]> {
  const transaction = database.transaction(['albums', 'paths', 'members', 'photos']);
  const [members, photos] = [transaction.objectStore('members'), transaction.objectStore('photos')];
  /** A relation may be left of a photo that is none any more. */
  const hasPhoto = async (albumKey: string): Promise<boolean> => {
    const range = IDBKeyRange.bound([albumKey, -Infinity], [albumKey, Infinity]);
    // One after the other: the first one is nearly always a photo, and an album may hold the whole library.
    let member = await members.index('byAlbum').openCursor(range);
    while (member && (await photos.index('byAsset').getKey(member.value.assetName)) === undefined)
      member = await member.continue();
    return member !== null;
  };
  const found: { albumKey: string; path: RelativePath }[] = [];
  for (const { key, path, isThere, hasFolder, kind, list } of await transaction
    .objectStore('albums')
    .getAll()) {
    if (path === null || !isThere || hasFolder) continue;
    if (kind === 'album' && list.seenItems > 0 && (await hasPhoto(key))) continue;
    const below = IDBKeyRange.bound(`${pathKey(path)}/`, `${pathKey(path)}0`, false, true);
    let owner = await transaction.objectStore('paths').openCursor(below);
    while (owner?.value.itemKey === FOLDER) owner = await owner.continue();
    if (!owner) found.push({ albumKey: key, path });
  }
  return found;
}

/** Photos whose original Apple did not have when they were listed: it may have come meanwhile. */
export async function missingOriginals(
  database: LogDatabase,
): Promise<{ libraryKey: string; list: ListName; masterName: RecordName; asset: AssetRecord }[]> {
  const range = IDBKeyRange.bound(['failed', -Infinity], ['failed', Infinity]);
  const failed = await database.getAllFromIndex('files', 'byStatus', range);
  const photos = await Promise.all(
    failed
      .filter(({ state }) => state.status === 'failed' && state.error.code === 'original-missing')
      .map(({ itemKey }) => database.get('photos', itemKey)),
  );
  return photos
    .filter((photo) => photo !== undefined)
    .map(({ libraryKey, list, photo: { asset } }) => ({
      libraryKey,
      list,
      masterName: asset.masterName,
      asset,
    }));
}
