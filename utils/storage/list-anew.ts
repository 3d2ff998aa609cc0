import type { Arrangement } from '../photos/arrangement.ts';
import { emptyLog, type LogDatabase, readLogRecord } from './database.ts';
import { restarted } from './records.ts';

/** All lists are read from their beginning in the next pass, and no token of an earlier reading counts any more. */
export async function listAnew(database: LogDatabase): Promise<void> {
  const transaction = database.transaction(['libraries', 'albums', 'log'], 'readwrite');
  const [libraries, albums] = [transaction.objectStore('libraries'), transaction.objectStore('albums')];
  for (const library of await libraries.getAll()) {
    const { main, hidden, deleted } = library.lists;
    await libraries.put({
      ...library,
      startToken: null,
      syncToken: null,
      lists: { main: restarted(main), hidden: restarted(hidden), deleted: restarted(deleted) },
    });
  }
  for (const album of await albums.getAll()) await albums.put({ ...album, list: restarted(album.list) });
  const log = await transaction.objectStore('log').get('log');
  await transaction.objectStore('log').put({ ...(log ?? emptyLog), unusable: [] });
  await transaction.done;
}

/** Something was missing, or a token was refused. */
export async function forgetTokens(database: LogDatabase): Promise<void> {
  const { store, done } = database.transaction('libraries', 'readwrite');
  for (const library of await store.getAll()) await store.put({ ...library, syncToken: null });
  await done;
}

/** Whether it is enough to ask what has changed: everything was read, and the same lists are wanted. */
export async function canFollowChanges(
  database: LogDatabase,
  { hidden, recentlyDeleted }: Pick<Arrangement, 'hidden' | 'recentlyDeleted'>,
): Promise<boolean> {
  const { listsRead, databaseTokens } = await readLogRecord(database);
  const libraries = await database.getAll('libraries');
  return (
    libraries.length > 0 &&
    libraries.every(({ syncToken }) => syncToken !== null) &&
    databaseTokens.private !== null &&
    (!hidden || listsRead.includes('hidden')) &&
    (!recentlyDeleted || listsRead.includes('deleted'))
  );
}
