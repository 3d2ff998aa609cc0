import type { IDBPObjectStore, StoreNames } from 'idb';
import { assertFound } from '../../errors.ts';
import type { Album, Member } from '../../domain/album/album.ts';
import type { AssetRecord } from '../../domain/photo/record.ts';
import type { RecordName } from '../../units.ts';
import { allOf } from '../ranges.ts';
import { albumKey, markForPlacing } from './album-entry.ts';
import {
  isListedNow,
  MAX_SERVER_DIFFERENCE_MS,
  restarted,
  unreadList,
  invalidateAlbumFile,
  withSeen,
} from '../records.ts';
import type { LogDatabase, LogSchema } from '../schema.ts';
import { emptyLog } from '../database.ts';
import { collectMonths } from '../years/month-changes.ts';

/** Pass number of a photo that is gone at Apple. */
const GONE = -1;

/** Marks photos and albums that are gone for good at Apple. Copied files stay. */
export async function saveGone(
  database: LogDatabase,
  libraryKey: string,
  recordNames: readonly string[],
): Promise<void> {
  const transaction = database.transaction(
    ['libraries', 'photos', 'albums', 'members', 'items', 'months', 'log'],
    'readwrite',
  );
  const [photos, albums] = [transaction.objectStore('photos'), transaction.objectStore('albums')];
  const library = await transaction.objectStore('libraries').get(libraryKey);
  assertFound(library, 'the library');
  const log = await transaction.objectStore('log').get('log');
  const months = collectMonths(log ?? emptyLog);
  const lists = { ...library.lists };
  let gone = 0;
  for (const name of recordNames) {
    const photo = await photos.get(`${libraryKey}/${name}`);
    if (photo && photo.seenInPass !== GONE) {
      const list = lists[photo.list];
      if (photo.seenInPass === list.pass) lists[photo.list] = withSeen(list, photo, -1);
      const item = await transaction.objectStore('items').get(photo.key);
      months.add({ photo, pass: list.pass, item }, null);
      await photos.put({ ...photo, seenInPass: GONE });
      gone += 1;
    }
    const album = await albums.get(albumKey(libraryKey, name));
    if (!album?.isThere) continue;
    await albums.put({ ...album, isThere: false });
    const left = await transaction.objectStore('members').index('byAlbum').getAll(allOf(album.key));
    await markForPlacing(
      transaction,
      left.map(({ assetName }) => assetName),
    );
  }
  await transaction.objectStore('libraries').put({ ...library, lists });
  await months.write(transaction);
  const names = new Set(recordNames);
  const unusable = log?.unusable.filter(({ name }) => !names.has(name)) ?? [];
  if (log && (gone > 0 || unusable.length < log.unusable.length))
    await transaction
      .objectStore('log')
      .put({ ...log, unusable, countedChanges: (log.countedChanges ?? 0) + gone });
  await transaction.done;
}

/**
 * Lists assets whose files these masters hold: a photo listed without its original may have received it. Omits photos
 * that their list no longer shows. They are hidden or deleted, and their master does not bring them back.
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

/**
 * Saves new and changed albums, and members that were added or removed. An unknown album that is older than the reading of
 * the albums has moved behind it. Changes do not name its photos, or the albums in it, so that all are read.
 *
 * @returns true if there are albums to read
 */
export async function saveAlbumChanges(
  database: LogDatabase,
  libraryKey: string,
  changed: readonly Album[],
  members: readonly (Member & { albumName: string; isGone: boolean })[],
): Promise<boolean> {
  const transaction = database.transaction(['libraries', 'albums', 'members', 'photos'], 'readwrite');
  const library = await transaction.objectStore('libraries').get(libraryKey);
  const readAt = (library?.albumsReadAt ?? 0) + MAX_SERVER_DIFFERENCE_MS;
  let areUnread = false;
  const turned = new Set<string>();
  const [albums, memberStore] = [transaction.objectStore('albums'), transaction.objectStore('members')];
  for (const album of changed) if (await putAlbum(albums, libraryKey, album, readAt)) areUnread = true;
  // Album files contain the names of the folders above.
  if (changed.some(({ kind }) => kind === 'folder'))
    for (const album of await albums.getAll()) await albums.put(invalidateAlbumFile(album));
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
        ...invalidateAlbumFile(album),
        // Changes contain no count. They show all of a new album; a restarted list still has to be read.
        list: { ...list, seenItems, appleCount: null, isListed: list.isListed || list.pass === 1 },
      });
    }
    if (isGone) await memberStore.delete(key);
    else
      await memberStore.put({
        key,
        albumKey: owner,
        assetName,
        position,
        isCover,
        seenInPass: album?.list.pass ?? 1,
      });
    if (isGone || !known) turned.add(assetName);
  }
  await markForPlacing(transaction, [...turned]);
  if (library && areUnread)
    await transaction.objectStore('libraries').put({ ...library, areAlbumsUnread: true });
  await transaction.done;
  return areUnread;
}

/** Saves a new or changed album. @returns true if it is unknown and older than this time: all in it has to be read */
async function putAlbum(
  albums: IDBPObjectStore<LogSchema, StoreNames<LogSchema>[], 'albums', 'readwrite'>,
  libraryKey: string,
  { parent, ...album }: Album,
  readAt: number,
): Promise<boolean> {
  const key = albumKey(libraryKey, album.recordName);
  const old = await albums.get(key);
  const isUnread = !old && album.kind !== 'smart' && album.createdAt <= readAt;
  await albums.put({
    list: isUnread ? restarted(unreadList) : unreadList,
    path: null,
    hasFolder: false,
    ...(old && invalidateAlbumFile(old)),
    ...album,
    key,
    libraryKey,
    isThere: true,
    parent: parent === null ? null : albumKey(libraryKey, parent),
  });
  return isUnread;
}
