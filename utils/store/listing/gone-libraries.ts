import type { ListedLibrary } from '../../ports/listed.ts';
import { libraryKey, type LibraryZone } from '../../icloud/zone.ts';
import { enterAlbums } from './album-entry.ts';
import { emptyLog } from '../database.ts';
import { unreadAgain, unreadList } from '../records.ts';
import type { LogDatabase } from '../schema.ts';

/** Marks a library that is not at Apple any more. What was copied of it stays. */
export async function enterGoneLibrary(database: LogDatabase, key: string): Promise<void> {
  await enterAlbums(database, key, []);
  const transaction = database.transaction(['libraries', 'log'], 'readwrite');
  const library = await transaction.objectStore('libraries').get(key);
  if (library && !library.isGone)
    await transaction
      .objectStore('libraries')
      .put({ ...unreadAgain(library), isGone: true, isGoneTold: false });
  const log = (await transaction.objectStore('log').get('log')) ?? emptyLog;
  await transaction
    .objectStore('log')
    .put({ ...log, countedChanges: (log.countedChanges ?? 0) + 1, placedUpTo: null });
  await transaction.done;
}

/** Zones of libraries that are gone, as no run has told to its end. */
export const goneUntold = async (database: LogDatabase): Promise<LibraryZone[]> =>
  (await database.getAll('libraries'))
    .filter(({ isGone, isGoneTold }) => isGone && !isGoneTold)
    .map(({ zone }) => zone);

/** A run has told of all libraries that are gone. */
export async function enterGoneTold(database: LogDatabase): Promise<void> {
  const { store, done } = database.transaction('libraries', 'readwrite');
  for (const library of await store.getAll())
    if (library.isGone && !library.isGoneTold) await store.put({ ...library, isGoneTold: true });
  await done;
}

/** Enters libraries that Apple names; one that was gone is read from the beginning. */
export async function enterLibraries(database: LogDatabase, zones: readonly LibraryZone[]): Promise<void> {
  const { store, done } = database.transaction('libraries', 'readwrite');
  for (const zone of zones) {
    const key = libraryKey(zone);
    const old = await store.get(key);
    await store.put(old ? { ...withoutMark(old), zone } : newLibrary(key, zone));
  }
  await done;
}

const newLibrary = (key: string, zone: LibraryZone): ListedLibrary => ({
  ...{ key, zone, startToken: null, syncToken: null },
  lists: { main: unreadList, hidden: unreadList, deleted: unreadList },
});

function withoutMark(library: ListedLibrary): ListedLibrary {
  const { isGone, ...rest } = library;
  return isGone ? unreadAgain(rest) : rest;
}
