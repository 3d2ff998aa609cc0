import type { ListedLibrary } from '../../ports/listed.ts';
import type { Arrangement } from '../../domain/layout/arrangement.ts';
import type { ListName } from '../../domain/layout/destination-path.ts';
import type { AssetRecord } from '../../domain/photo/record.ts';
import type { EpochMs } from '../../units.ts';
import { isSharedAlbum } from '../../icloud/zone.ts';
import { emptyLog } from '../database.ts';
import {
  isListedNow,
  MAX_SERVER_DIFFERENCE_MS,
  restarted,
  restartedLibrary,
  withCountedChanges,
} from '../records.ts';
import type { LogDatabase, PhotoRecord } from '../schema.ts';

/** Largest assumed lead of the clock of a device that adds photos. */
const MAX_CLOCK_DIFFERENCE_MS = 3_600_000;

/** Restarts all lists, and deletes all sync tokens. */
export async function restartLists(database: LogDatabase): Promise<void> {
  const transaction = database.transaction(['libraries', 'albums', 'log'], 'readwrite');
  const [libraries, albums] = [transaction.objectStore('libraries'), transaction.objectStore('albums')];
  for (const library of await libraries.getAll()) await libraries.put(restartedLibrary(library));
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

/** Restarts one list. What it does not show in its next pass is gone, so a plan that counts it is wrong. */
export async function restartList(database: LogDatabase, libraryKey: string, name: ListName): Promise<void> {
  const transaction = database.transaction(['libraries', 'log'], 'readwrite');
  const [libraries, logs] = [transaction.objectStore('libraries'), transaction.objectStore('log')];
  const library = await libraries.get(libraryKey);
  if (library)
    await libraries.put({
      ...library,
      lists: { ...library.lists, [name]: restarted(library.lists[name]) },
    });
  await logs.put(withCountedChanges((await logs.get('log')) ?? emptyLog, 1));
  await transaction.done;
}

/** Restarts one library whose token Apple refuses. Photos that a plan counted may be gone. */
export async function restartLibrary(database: LogDatabase, libraryKey: string): Promise<void> {
  const transaction = database.transaction(['libraries', 'albums', 'log'], 'readwrite');
  const [libraries, albums] = [transaction.objectStore('libraries'), transaction.objectStore('albums')];
  const library = await libraries.get(libraryKey);
  if (library) await libraries.put(restartedLibrary(library));
  for (const album of await albums.getAll())
    if (album.libraryKey === libraryKey) await albums.put({ ...album, list: restarted(album.list) });
  const log = (await transaction.objectStore('log').get('log')) ?? emptyLog;
  await transaction.objectStore('log').put(withCountedChanges(log, 1));
  await transaction.done;
}

/**
 * Restarts the lists of all albums if a changed photo may be missing from them. Apple's album lists omit photos in Recently
 * Deleted, and may omit hidden ones. Changes do not name the albums of a photo that comes back. Albums of the personal
 * library may hold photos of the Shared Library, so the albums of all libraries restart. A photo that changed before the
 * albums were read to their end may have come back behind them, although its own list shows it.
 *
 * @param changed changed assets, not yet in the log, and when they were changed
 * @returns true if there are albums to read
 */
export async function restartAlbums(
  database: LogDatabase,
  libraryKey: string,
  { assets, modifiedAt }: { assets: readonly AssetRecord[]; modifiedAt: ReadonlyMap<string, EpochMs> },
): Promise<boolean> {
  const transaction = database.transaction(['libraries', 'photos', 'albums'], 'readwrite');
  const [libraries, albums] = [transaction.objectStore('libraries'), transaction.objectStore('albums')];
  const library = await libraries.get(libraryKey);
  const photos = transaction.objectStore('photos');
  const known = await Promise.all(assets.map(({ recordName }) => photos.get(`${libraryKey}/${recordName}`)));
  const readAt = Math.max(...(await libraries.getAll()).map((one) => one.albumsReadAt ?? 0));
  const isChangedMeanwhile = ({ recordName, isDeleted }: AssetRecord): boolean =>
    !isDeleted && (modifiedAt.get(recordName) ?? Infinity) <= readAt + MAX_SERVER_DIFFERENCE_MS;
  const all =
    library &&
    assets.some((asset, index) => {
      const old = known[index];
      return isShownAgain(asset, old, library) || (old !== undefined && isChangedMeanwhile(asset));
    })
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

/** Whether album lists may have omitted a photo until now. A photo added after the library was read is new. */
function isShownAgain(asset: AssetRecord, old: PhotoRecord | undefined, library: ListedLibrary): boolean {
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
 * Whether following changes is enough: one library was read to its end, every other one is being read or was never
 * begun, and all wanted lists were read. The engine reads the lists of a library that needs it.
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

/** Whether no list of a library was ever begun. */
const isUnread = ({ lists }: ListedLibrary): boolean =>
  Object.values(lists).every(({ rank, isListed }) => rank === 0 && !isListed);
