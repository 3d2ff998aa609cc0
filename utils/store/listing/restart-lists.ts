import type { ListedLibrary } from '../../ports/listed.ts';
import type { Arrangement } from '../../domain/layout/arrangement.ts';
import type { ListName } from '../../domain/layout/destination-path.ts';
import type { AssetRecord } from '../../domain/photo/record.ts';
import { isSharedAlbum } from '../../icloud/zone.ts';
import { emptyLog } from '../database.ts';
import { isListedNow, type PhotoRecord, restarted, unreadAgain } from '../records.ts';
import type { LogDatabase } from '../schema.ts';

/** How far the clock of a device that adds photos may be ahead of the clock here. */
const MAX_CLOCK_DIFFERENCE_MS = 3_600_000;

/** All lists are read from their beginning in the next pass, and no token of an earlier reading counts any more. */
export async function restartLists(database: LogDatabase): Promise<void> {
  const transaction = database.transaction(['libraries', 'albums', 'log'], 'readwrite');
  const [libraries, albums] = [transaction.objectStore('libraries'), transaction.objectStore('albums')];
  for (const library of await libraries.getAll()) await libraries.put(unreadAgain(library));
  for (const album of await albums.getAll()) await albums.put({ ...album, list: restarted(album.list) });
  const log = await transaction.objectStore('log').get('log');
  await transaction.objectStore('log').put({
    ...(log ?? emptyLog),
    unusable: [],
    placedUpTo: null,
    databaseTokens: { private: null, shared: null },
  });
  await transaction.done;
}

/** The same for one library alone: Apple refuses its token. What a plan counts of it may be gone. */
export async function restartLibrary(database: LogDatabase, libraryKey: string): Promise<void> {
  const transaction = database.transaction(['libraries', 'albums', 'log'], 'readwrite');
  const [libraries, albums] = [transaction.objectStore('libraries'), transaction.objectStore('albums')];
  const library = await libraries.get(libraryKey);
  if (library) await libraries.put(unreadAgain(library));
  for (const album of await albums.getAll())
    if (album.libraryKey === libraryKey) await albums.put({ ...album, list: restarted(album.list) });
  const log = (await transaction.objectStore('log').get('log')) ?? emptyLog;
  await transaction.objectStore('log').put({ ...log, countedChanges: (log.countedChanges ?? 0) + 1 });
  await transaction.done;
}

/**
 * Restarts the lists of all albums if a changed photo may be missing from them. Apple's album lists leave out photos in Recently
 * Deleted, and may leave out hidden ones. The changes do not name the albums of a photo that comes back. Albums of the personal
 * library may hold photos of the Shared Library, so the albums of all libraries restart.
 *
 * @param assets what changed, before it is entered
 * @returns true if there are albums to read
 */
export async function restartAlbums(
  database: LogDatabase,
  libraryKey: string,
  assets: readonly AssetRecord[],
): Promise<boolean> {
  const transaction = database.transaction(['libraries', 'photos', 'albums'], 'readwrite');
  const [libraries, albums] = [transaction.objectStore('libraries'), transaction.objectStore('albums')];
  const library = await libraries.get(libraryKey);
  const photos = transaction.objectStore('photos');
  const known = await Promise.all(assets.map(({ recordName }) => photos.get(`${libraryKey}/${recordName}`)));
  const all =
    library && assets.some((asset, index) => comesBack(asset, known[index], library))
      ? (await albums.getAll()).filter(({ isThere }) => isThere)
      : [];
  for (const album of all) await albums.put({ ...album, list: restarted(album.list) });
  for (const key of new Set(all.map((album) => album.libraryKey))) {
    const owner = await libraries.get(key);
    if (owner) await libraries.put({ ...owner, areAlbumsUnread: true });
  }
  await transaction.done;
  return all.length > 0;
}

/** Whether album lists may have left out a photo until now. A photo that was added after the library was read is new. */
function comesBack(asset: AssetRecord, old: PhotoRecord | undefined, library: ListedLibrary): boolean {
  if (asset.isDeleted || asset.isOtherFrame === true) return false;
  if (!old) {
    const { readAt } = library;
    return (
      readAt === undefined || asset.addedAt === null || asset.addedAt <= readAt + MAX_CLOCK_DIFFERENCE_MS
    );
  }
  if (old.isFrame) return true;
  const from: ListName | null = isListedNow(old, new Map([[library.key, library]])) ? old.list : null;
  return from === null || from === 'deleted' || (from === 'hidden' && !asset.isHidden);
}

/**
 * Whether it is enough to ask what has changed: a library was read to its end, every other one is still being read or
 * was never begun, and the same lists are wanted. The engine itself reads the lists of a library that needs it.
 */
export async function canFollowChanges(
  database: LogDatabase,
  { hidden, recentlyDeleted }: Pick<Arrangement, 'hidden' | 'recentlyDeleted'>,
): Promise<boolean> {
  const libraries = (await database.getAll('libraries')).filter(({ isGone }) => !isGone);
  const read = libraries.filter(({ syncToken }) => syncToken !== null);
  // A shared album has no other list.
  const whole = read.filter(({ zone }) => !isSharedAlbum(zone.zoneName));
  return (
    read.length > 0 &&
    libraries.every(
      (library) => read.includes(library) || library.startToken !== null || isUnread(library),
    ) &&
    (!hidden || whole.every(({ lists }) => lists.hidden.isListed)) &&
    (!recentlyDeleted || whole.every(({ lists }) => lists.deleted.isListed))
  );
}

/** No list of it was ever begun. */
const isUnread = ({ lists }: ListedLibrary): boolean =>
  Object.values(lists).every(({ rank, isListed }) => rank === 0 && !isListed);
