import type { ListName } from '../domain/layout/destination-path.ts';
import type { ListedAlbum, ListedLibrary, ListProgress } from '../ports/listed.ts';
import { emptyLog } from './database.ts';
import type { LogDatabase, LogRecord } from './schema.ts';

/** Changes the record about the log as a whole in one transaction. */
export async function changeLog(database: LogDatabase, change: (log: LogRecord) => LogRecord): Promise<void> {
  const { store, done } = database.transaction('log', 'readwrite');
  await store.put(change((await store.get('log')) ?? emptyLog));
  await done;
}

/** Changes a library in one transaction, if the log has it. */
export async function changeLibrary(
  database: LogDatabase,
  key: string,
  change: (library: ListedLibrary) => ListedLibrary,
): Promise<void> {
  const { store, done } = database.transaction('libraries', 'readwrite');
  const library = await store.get(key);
  if (library) await store.put(change(library));
  await done;
}

/** Changes one list of a library in one transaction. */
export const changeList = (
  database: LogDatabase,
  key: string,
  name: ListName,
  change: (list: ListProgress) => ListProgress,
): Promise<void> =>
  changeLibrary(database, key, (library) => ({
    ...library,
    lists: { ...library.lists, [name]: change(library.lists[name]) },
  }));

/** Changes albums in one transaction, each with its own value. Skips albums that the log does not have. */
export async function changeAlbums<Value>(
  database: LogDatabase,
  values: ReadonlyMap<string, Value>,
  change: (album: ListedAlbum, value: Value) => ListedAlbum,
): Promise<void> {
  const { store, done } = database.transaction('albums', 'readwrite');
  for (const [key, value] of values) {
    const album = await store.get(key);
    if (album) await store.put(change(album, value));
  }
  await done;
}

/** Changes one album in one transaction, if the log has it. */
export const changeAlbum = (
  database: LogDatabase,
  key: string,
  change: (album: ListedAlbum) => ListedAlbum,
): Promise<void> => changeAlbums(database, new Map([[key, null]]), change);
