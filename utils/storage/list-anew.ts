import type { Arrangement } from '../photos/arrangement.ts';
import { emptyLog, type LogDatabase } from './database.ts';
import { type LibraryRecord, restarted, unreadAgain } from './records.ts';

/** All lists are read from their beginning in the next pass, and no token of an earlier reading counts any more. */
export async function listAnew(database: LogDatabase): Promise<void> {
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
export async function listLibraryAnew(database: LogDatabase, libraryKey: string): Promise<void> {
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
 * Whether it is enough to ask what has changed: a library was read to its end, every other one is still being read or
 * was never begun, and the same lists are wanted. The engine itself reads the lists of a library that needs it.
 */
export async function canFollowChanges(
  database: LogDatabase,
  { hidden, recentlyDeleted }: Pick<Arrangement, 'hidden' | 'recentlyDeleted'>,
): Promise<boolean> {
  const libraries = (await database.getAll('libraries')).filter(({ isGone }) => !isGone);
  const read = libraries.filter(({ syncToken }) => syncToken !== null);
  return (
    read.length > 0 &&
    libraries.every(
      (library) => read.includes(library) || library.startToken !== null || isUnread(library),
    ) &&
    (!hidden || read.every(({ lists }) => lists.hidden.isListed)) &&
    (!recentlyDeleted || read.every(({ lists }) => lists.deleted.isListed))
  );
}

/** No list of it was ever begun. */
const isUnread = ({ lists }: LibraryRecord): boolean =>
  Object.values(lists).every(({ rank, isListed }) => rank === 0 && !isListed);
