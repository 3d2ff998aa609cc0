import type { ListedLibrary } from '../../ports/listed.ts';
import { libraryKey, type LibraryZone } from '../../icloud/zone.ts';
import { saveAlbums } from './album-entry.ts';
import { emptyLog } from '../database.ts';
import { restartedLibrary, unreadList, withCountedChanges } from '../records.ts';
import type { LogDatabase } from '../schema.ts';

/** Marks a library that is gone at Apple. Copied files stay. */
export async function saveGoneLibrary(database: LogDatabase, key: string): Promise<void> {
  await saveAlbums(database, key, []);
  const transaction = database.transaction(['libraries', 'log'], 'readwrite');
  const library = await transaction.objectStore('libraries').get(key);
  if (library && !library.isGone)
    await transaction
      .objectStore('libraries')
      .put({ ...restartedLibrary(library), isGone: true, isGoneTold: false });
  const log = (await transaction.objectStore('log').get('log')) ?? emptyLog;
  await transaction.objectStore('log').put({ ...withCountedChanges(log, 1), placedUpTo: null });
  await transaction.done;
}

/** Lists zones of gone libraries that no finished run has reported yet. */
export const unreportedGone = async (database: LogDatabase): Promise<LibraryZone[]> =>
  (await database.getAll('libraries'))
    .filter(({ isGone, isGoneTold }) => isGone && !isGoneTold)
    .map(({ zone }) => zone);

/** Notes that a run has reported all gone libraries. */
export async function saveGoneReported(database: LogDatabase): Promise<void> {
  const { store, done } = database.transaction('libraries', 'readwrite');
  for (const library of await store.getAll())
    if (library.isGone && !library.isGoneTold) await store.put({ ...library, isGoneTold: true });
  await done;
}

/** Saves libraries that Apple lists. One that was gone is read from the beginning. */
export async function saveLibraries(database: LogDatabase, zones: readonly LibraryZone[]): Promise<void> {
  const { store, done } = database.transaction('libraries', 'readwrite');
  for (const zone of zones) {
    const key = libraryKey(zone);
    const old = await store.get(key);
    await store.put(old ? { ...withoutGone(old), zone } : newLibrary(key, zone));
  }
  await done;
}

const newLibrary = (key: string, zone: LibraryZone): ListedLibrary => ({
  key,
  zone,
  startToken: null,
  syncToken: null,
  lists: { main: unreadList, hidden: unreadList, deleted: unreadList },
});

function withoutGone(library: ListedLibrary): ListedLibrary {
  const { isGone, ...rest } = library;
  return isGone ? restartedLibrary(rest) : rest;
}
