import { type LogAlbums, noLogAlbums } from '../../domain/album/log-albums.ts';
import { type PhotoState, worstState } from '../../domain/file/photo-state.ts';
import type { EpochMs } from '../../units.ts';
import { unlistedAlbumKey } from '../plan/choice-shortfalls.ts';
import { createPhotosOfAsset } from '../photos-of-asset.ts';
import type { ItemRecord, LogDatabase, PhotoRecord } from '../schema.ts';
import { readAlbumFigures } from './read-album-figures.ts';

/** Whether a photo waits for its run. @param assetName null for a photo that was never listed */
export type IsPending = (assetName: string | null, thumbs: readonly string[]) => boolean;

/** Reads the state of photos by thumbnail fingerprint; unknown photos are omitted. */
export async function readThumbStates(
  database: LogDatabase,
  thumbs: readonly string[],
  isPending: IsPending,
): Promise<Map<string, PhotoState>> {
  const transaction = database.transaction(['photos', 'items']);
  const [photos, items] = [
    transaction.objectStore('photos').index('byThumb'),
    transaction.objectStore('items'),
  ];
  const states = thumbs.map(async (thumb): Promise<[string, PhotoState]> => {
    const found = await photos.getAll(thumb);
    if (found.length === 0) return [thumb, isPending(null, [thumb]) ? 'queued' : 'unknown'];
    const all = found.map(async (photo) =>
      stateOf(photo, await items.get(photo.key), () => isPending(photo.assetName, photo.thumbs)),
    );
    return [thumb, worstState(await Promise.all(all))];
  });
  return new Map((await Promise.all(states)).filter(([, state]) => state !== 'unknown'));
}

/** Reads the state of photos by record name. */
export async function readPhotoStates(
  database: LogDatabase,
  assetNames: readonly string[],
  isPending: IsPending,
): Promise<Map<string, PhotoState>> {
  const transaction = database.transaction(['photos', 'libraries', 'items']);
  const items = transaction.objectStore('items');
  const photosOf = createPhotosOfAsset(transaction);
  const states = assetNames.map(async (name): Promise<[string, PhotoState]> => {
    const [photo] = await photosOf(name);
    const item = photo && (await items.get(photo.key));
    return [name, stateOf(photo, item, () => isPending(name, photo?.thumbs ?? []))];
  });
  return new Map(await Promise.all(states));
}

/** A photo that is still to be placed may have an edit that is not copied. */
function stateOf(
  photo: PhotoRecord | undefined,
  item: ItemRecord | undefined,
  isPending: () => boolean,
): PhotoState {
  if (!item) return isPending() ? 'queued' : 'unknown';
  if (item.openFiles > 0 || photo?.toPlace) return 'queued';
  return item.failedFiles > 0 ? 'problem' : 'proved';
}

/** Reads the keys of albums with a record name. An unlisted album gets a key that is resolved once albums are listed. */
export async function readAlbumKeys(database: LogDatabase, recordName: string): Promise<string[]> {
  const keys = (await database.getAll('albums'))
    .filter((album) => album.recordName === recordName && album.isThere)
    .map(({ key }) => key);
  return keys.length > 0 ? keys : [unlistedAlbumKey(recordName)];
}

/** Reads the numbers of albums by record name, as they were last listed. Reads all members of these albums. */
export async function readLogAlbums(
  database: LogDatabase,
  albumNames: readonly string[],
): Promise<LogAlbums> {
  const listedAt = await readListedAt(database);
  if (listedAt === null) return noLogAlbums;
  const keys = await readListedAlbums(database, albumNames);
  const figures = await readAlbumFigures(database, [...keys.values()]);
  const albums = [...keys].flatMap(([albumName, key]) => {
    const { items = 0, copied = null, bytes = null } = figures.get(key) ?? {};
    return copied === null || bytes === null ? [] : [{ albumName, items, copied, bytes }];
  });
  return { listedAt, albums };
}

/**
 * Reads the keys of albums by record name. Omits those whose list, or whose library's list, is not read to its end: the log
 * shows only a part of them.
 */
export async function readListedAlbums(
  database: LogDatabase,
  albumNames: readonly string[],
): Promise<Map<string, string>> {
  const [albums, libraries] = await Promise.all([database.getAll('albums'), database.getAll('libraries')]);
  const wanted = new Set(albumNames);
  const listed = new Set(
    libraries
      .filter(({ isGone, isUnread, lists }) => !isGone && !isUnread && lists.main.isListed)
      .map(({ key }) => key),
  );
  return new Map(
    albums
      .filter(
        ({ recordName, kind, isThere, list, libraryKey }) =>
          wanted.has(recordName) && kind === 'album' && isThere && list.isListed && listed.has(libraryKey),
      )
      .map(({ recordName, key }) => [recordName, key]),
  );
}

/** Reads when all lists were last brought up to date: the latest plan was counted right after. Null: never. */
async function readListedAt(database: LogDatabase): Promise<EpochMs | null> {
  let cursor = await database.transaction('runs').store.openCursor(null, 'prev');
  while (cursor) {
    if (cursor.value.plan) return cursor.value.plan.countedAt;
    cursor = await cursor.continue();
  }
  return null;
}
