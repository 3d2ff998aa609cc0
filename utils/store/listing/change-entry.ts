import { assertFound } from '../../errors.ts';
import type { Album, Member } from '../../domain/album/album.ts';
import type { AssetRecord } from '../../domain/photo/record.ts';
import type { RecordName } from '../../units.ts';
import { allOf } from '../ranges.ts';
import { albumKey, placeAnew } from './album-entry.ts';
import { isListedNow, unreadList, withOldList, withSeen } from '../records.ts';
import type { LogDatabase } from '../schema.ts';

/** Pass of a photo that Apple does not list any more. */
const GONE = -1;

/** Photos and albums that are gone for good at Apple; what was copied of them stays as it is. */
export async function enterGone(
  database: LogDatabase,
  libraryKey: string,
  recordNames: readonly string[],
): Promise<void> {
  const transaction = database.transaction(['libraries', 'photos', 'albums', 'members', 'log'], 'readwrite');
  const [photos, albums] = [transaction.objectStore('photos'), transaction.objectStore('albums')];
  const library = await transaction.objectStore('libraries').get(libraryKey);
  assertFound(library, 'the library');
  const lists = { ...library.lists };
  let gone = 0;
  for (const name of recordNames) {
    const photo = await photos.get(`${libraryKey}/${name}`);
    if (photo && photo.seenInPass !== GONE) {
      const list = lists[photo.list];
      if (photo.seenInPass === list.pass) lists[photo.list] = withSeen(list, photo, -1);
      await photos.put({ ...photo, seenInPass: GONE });
      gone += 1;
    }
    const album = await albums.get(albumKey(libraryKey, name));
    if (!album?.isThere) continue;
    await albums.put({ ...album, isThere: false });
    const left = await transaction.objectStore('members').index('byAlbum').getAll(allOf(album.key));
    await placeAnew(
      photos,
      left.map(({ assetName }) => assetName),
    );
  }
  await transaction.objectStore('libraries').put({ ...library, lists });
  const log = await transaction.objectStore('log').get('log');
  const names = new Set(recordNames);
  const unusable = log?.unusable.filter(({ name }) => !names.has(name)) ?? [];
  if (log && (gone > 0 || unusable.length < log.unusable.length))
    await transaction
      .objectStore('log')
      .put({ ...log, unusable, countedChanges: (log.countedChanges ?? 0) + gone });
  await transaction.done;
}

/**
 * Assets that Apple lists and whose files these masters hold: an original may have come to a photo that was listed
 * without it. A photo that its list did not show any more is hidden or deleted, and its master brings it back to no list.
 */
export async function assetsOfMasters(
  database: LogDatabase,
  libraryKey: string,
  masterNames: readonly RecordName[],
): Promise<AssetRecord[]> {
  const transaction = database.transaction(['libraries', 'photos']);
  const library = await transaction.objectStore('libraries').get(libraryKey);
  const libraries = new Map(library && [[libraryKey, library]]);
  const index = transaction.objectStore('photos').index('byMaster');
  const found = await Promise.all(masterNames.map((name) => index.getAll(name)));
  return found
    .flat()
    .filter((photo) => isListedNow(photo, libraries))
    .map(({ photo }) => photo.asset);
}

/** Albums that are new or have changed, and photos that came into albums or left them. */
export async function enterAlbumChanges(
  database: LogDatabase,
  libraryKey: string,
  changed: readonly Album[],
  members: readonly (Member & { albumName: string; isGone: boolean })[],
): Promise<void> {
  const transaction = database.transaction(['albums', 'members', 'photos'], 'readwrite');
  const [albums, memberStore, photos] = [
    transaction.objectStore('albums'),
    transaction.objectStore('members'),
    transaction.objectStore('photos'),
  ];
  for (const { parent, ...album } of changed) {
    const key = albumKey(libraryKey, album.recordName);
    const old = await albums.get(key);
    await albums.put({
      ...{ list: unreadList, path: null, hasFolder: false },
      ...(old && withOldList(old)),
      ...album,
      ...{ key, libraryKey, isThere: true, parent: parent === null ? null : albumKey(libraryKey, parent) },
    });
  }
  // The list of an album tells the folders that it is in.
  if (changed.some(({ kind }) => kind === 'folder'))
    for (const album of await albums.getAll()) await albums.put(withOldList(album));
  for (const { assetName, albumName, position, isCover, isGone } of members) {
    const owner = albumKey(libraryKey, albumName);
    const key = `${owner}|${assetName}`;
    const [album, known] = await Promise.all([albums.get(owner), memberStore.get(key)]);
    if (isGone && !known) continue;
    if (album) {
      const { list } = album;
      const wasSeen = known?.seenInPass === list.pass;
      const seenItems = list.seenItems + (isGone ? 0 : 1) - (wasSeen ? 1 : 0);
      await albums.put({
        ...withOldList(album),
        // Apple was not asked for its count. The changes show all of a new album; a restarted list is still to be read.
        list: { ...list, seenItems, appleCount: null, isListed: list.isListed || list.pass === 1 },
      });
    }
    if (isGone) await memberStore.delete(key);
    else
      await memberStore.put({
        ...{ key, albumKey: owner, assetName, position, isCover },
        seenInPass: album?.list.pass ?? 1,
      });
    if (isGone || !known) await placeAnew(photos, [assetName]);
  }
  await transaction.done;
}
