import { libraryKey, type LibraryZone } from '../icloud/zone.ts';
import { enterAlbums } from './album-entry.ts';
import { emptyLog, type LogDatabase } from './database.ts';
import { type LibraryRecord, unreadAgain, unreadList } from './records.ts';

/** Marks a library that is not at Apple any more. What was copied of it stays. */
export async function enterGoneLibrary(database: LogDatabase, key: string): Promise<void> {
  await enterAlbums(database, key, []);
  const transaction = database.transaction(['libraries', 'log'], 'readwrite');
  const library = await transaction.objectStore('libraries').get(key);
  if (library) await transaction.objectStore('libraries').put({ ...unreadAgain(library), isGone: true });
  const log = (await transaction.objectStore('log').get('log')) ?? emptyLog;
  await transaction
    .objectStore('log')
    .put({ ...log, countedChanges: (log.countedChanges ?? 0) + 1, placedUpTo: null });
  await transaction.done;
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

const newLibrary = (key: string, zone: LibraryZone): LibraryRecord => ({
  ...{ key, zone, startToken: null, syncToken: null },
  lists: { main: unreadList, hidden: unreadList, deleted: unreadList },
});

function withoutMark(library: LibraryRecord): LibraryRecord {
  const { isGone, ...rest } = library;
  return isGone ? unreadAgain(rest) : rest;
}
