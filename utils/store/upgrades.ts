import { listFolderId } from '../domain/file/file-key.ts';
import { type IDBPDatabase, type IDBPTransaction, type StoreNames, unwrap } from 'idb';
import { everything } from '../domain/album/choice.ts';
import { defaultArrangement } from '../domain/layout/arrangement.ts';
import { nameKey } from '../domain/photo/safe-name.ts';
import { noTotals } from '../domain/run/run.ts';
import { FOLDER, restarted, restartedLibrary } from './records.ts';
import { keysAfter, pathsBelow } from './ranges.ts';
import type { LogSchema, PathRecord } from './schema.ts';

type Database = IDBPDatabase<LogSchema>;
type Upgrade = IDBPTransaction<LogSchema, StoreNames<LogSchema>[], 'versionchange'>;

/** Creates the stores of version 1 that later versions still have. */
export function createVersion1(database: Database): void {
  database.createObjectStore('runs', { keyPath: 'id' });
  database.createObjectStore('log', { keyPath: 'key' });
  database.createObjectStore('libraries', { keyPath: 'key' });
  database.createObjectStore('items', { keyPath: 'key' });
  const files = database.createObjectStore('files', { keyPath: 'key' });
  files.createIndex('byStatus', ['state.status', 'order']);
  files.createIndex('byItem', 'itemKey');
  database.createObjectStore('paths', { keyPath: 'key' });
  database.createObjectStore('contents', { keyPath: 'checksum' });
}

/**
 * Version 2 adds albums, and separates what Apple lists from what is copied. Lists and placements of version 1 are
 * deleted and read again. Known contents stay, so nothing is sent twice. An open run continues in the only layout of
 * version 1.
 */
export async function toVersion2(database: Database, transaction: Upgrade): Promise<void> {
  database.createObjectStore('albums', { keyPath: 'key' });
  const members = database.createObjectStore('members', { keyPath: 'key' });
  members.createIndex('byAsset', 'assetName');
  members.createIndex('byAlbum', ['albumKey', 'position']);
  const photos = database.createObjectStore('photos', { keyPath: 'key' });
  photos.createIndex('byAdded', ['addedOrder', 'key']);
  photos.createIndex('toPlace', ['toPlace', 'addedOrder', 'key']);
  photos.createIndex('byMaster', 'photo.asset.masterName');
  photos.createIndex('byThumb', 'thumbs', { multiEntry: true });

  for (const store of ['libraries', 'items', 'files', 'paths'] as const)
    await transaction.objectStore(store).clear();
  const log = await transaction.objectStore('log').get('log');
  if (log)
    await transaction.objectStore('log').put({
      ...log,
      totals: noTotals,
      lastOrder: 0,
      unusable: [],
      placedUnder: null,
      placedFor: null,
      placedUpTo: null,
      databaseTokens: { private: null, shared: null },
      bytesPerSecond: null,
    });
  for (const run of await transaction.objectStore('runs').getAll())
    await transaction.objectStore('runs').put({
      ...run,
      choice: everything,
      arrangement: { ...defaultArrangement, layout: 'year-month', sharedLibrary: 'together' },
      phase: run.status === 'finished' ? run.phase : 'counting',
      isConfirmed: true,
      plan: null,
      listedItems: 0,
      listing: 'all',
      firstOrder: 0,
      speed: 'normal',
    });
}

/** Version 3 adds the speeds of the latest run; nothing else changes. */
export function toVersion3(database: Database): void {
  database.createObjectStore('speeds', { keyPath: 'runId' });
}

/**
 * Version 4 records the Jottacloud account of the files, widens path keys to every name that any server may treat as
 * equal, and puts the list (Hidden, Recently Deleted) into a file's place. All lists are read again. All photos are placed
 * again, because some now belong elsewhere; files in their right place stay, and no byte is sent twice.
 */
export async function toVersion4(transaction: Upgrade): Promise<void> {
  await widenPathKeys(transaction);
  await nameListFolders(transaction);
  await readListsAgain(transaction);
  const logs = transaction.objectStore('log');
  const log = await logs.get('log');
  if (log) await logs.put({ ...log, placedFor: null, placedUpTo: null });
}

/**
 * Version 5 adds the counts of photos by month. Photos of an older log are counted afterwards in pieces
 * (`utils/store/years/count-months.ts`), so that opening the log takes no longer with a larger library.
 */
export async function toVersion5(database: Database, transaction: Upgrade): Promise<void> {
  database.createObjectStore('months', { keyPath: 'key' });
  const log = await transaction.objectStore('log').get('log');
  if (log) await transaction.objectStore('log').put({ ...log, monthsCountedTo: '' });
}

/** Version 6 adds the photos that go first; nothing else changes. */
export function toVersion6(database: Database): void {
  database.createObjectStore('priorities', { keyPath: ['sendId', 'itemKey'] });
}

/** Version 7 adds what recovery remembers; nothing else changes. */
export function toVersion7(database: Database): void {
  const remembered = database.createObjectStore('remembered', { keyPath: 'key' });
  remembered.createIndex('byPathHash', 'pathHash');
}

/** Version 8 removes the index of photos by record name, which `photos-of-asset.ts` makes unnecessary. */
export function toVersion8(transaction: Upgrade): void {
  const photos = unwrap(transaction).objectStore('photos');
  if (photos.indexNames.contains('byAsset')) photos.deleteIndex('byAsset');
}

/** Keys per read. */
const KEYS = 10_000;

/** Where two names are equal by the new rule, the second keeps its old key, which still reserves its name. */
async function widenPathKeys(transaction: Upgrade): Promise<void> {
  const paths = transaction.objectStore('paths');
  for (let after: string | null = null; ;) {
    const keys: string[] = await paths.getAllKeys(keysAfter(after), KEYS);
    for (const key of keys.filter((old) => nameKey(old) !== old)) {
      const [path, owner] = await Promise.all([paths.get(key), paths.get(nameKey(key))]);
      if (!path || owner) continue;
      await paths.put({ ...path, key: nameKey(key) });
      await paths.delete(key);
    }
    const last = keys.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

/** Folders of lists. Their files come from the list, because no album has such a name. */
const listFolders = [
  ['hidden', 'hidden'],
  ['recently deleted', 'deleted'],
  ['shared library/hidden', 'hidden'],
  ['shared library/recently deleted', 'deleted'],
] as const;

async function nameListFolders(transaction: Upgrade): Promise<void> {
  const paths = transaction.objectStore('paths');
  const files = transaction.objectStore('files');
  for (const [folder, list] of listFolders) {
    const found: PathRecord[] = await paths.getAll(pathsBelow(folder));
    for (const path of found) {
      if (path.itemKey === FOLDER || !path.fileKey.endsWith('@')) continue;
      const key = path.fileKey + listFolderId(list);
      const file = await files.get(path.fileKey);
      if (file) {
        await files.put({ ...file, key });
        await files.delete(path.fileKey);
      }
      await paths.put({ ...path, fileKey: key });
    }
  }
}

/**
 * Makes the next press read all lists. A sync token is trusted only with lists that were read after it and compared with
 * their counts, which is unknown for an older log. Copied files stay, and no byte is sent twice. An open run counts its
 * plan again.
 */
async function readListsAgain(transaction: Upgrade): Promise<void> {
  const [libraries, albums] = [transaction.objectStore('libraries'), transaction.objectStore('albums')];
  for (const library of await libraries.getAll()) await libraries.put(restartedLibrary(library));
  for (const album of await albums.getAll()) await albums.put({ ...album, list: restarted(album.list) });
  const log = await transaction.objectStore('log').get('log');
  if (log)
    await transaction.objectStore('log').put({
      ...log,
      unusable: [],
      placedUpTo: null,
      databaseTokens: { private: null, shared: null },
    });
  for (const run of await transaction.objectStore('runs').getAll())
    if (run.status !== 'finished')
      await transaction.objectStore('runs').put({
        ...run,
        listing: 'all',
        phase: 'counting',
        plan: null,
        shortfalls: [],
        firstOrder: 0,
        status: run.status === 'planned' ? 'active' : run.status,
      });
}
