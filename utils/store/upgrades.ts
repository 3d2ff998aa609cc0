import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import { everything } from '../domain/album/choice.ts';
import { defaultArrangement } from '../domain/layout/arrangement.ts';
import { nameKey } from '../domain/photo/safe-name.ts';
import { noTotals } from '../domain/run/run.ts';
import { FOLDER, listPlace, type PathRecord, restarted, unreadAgain } from './records.ts';
import type { LogSchema } from './schema.ts';

type Database = IDBPDatabase<LogSchema>;
type Upgrade = IDBPTransaction<LogSchema, StoreNames<LogSchema>[], 'versionchange'>;

/** The stores of version 1, those that later versions still have. */
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
 * Version 2 knows albums, and keeps what Apple lists apart from what is moved. What version 1 had listed and placed is
 * forgotten and read again; which bytes are in Jottacloud stays known, so nothing is sent twice. A run that has not
 * ended goes on in the one layout that version 1 had.
 */
export async function toVersion2(database: Database, transaction: Upgrade): Promise<void> {
  database.createObjectStore('albums', { keyPath: 'key' });
  const members = database.createObjectStore('members', { keyPath: 'key' });
  members.createIndex('byAsset', 'assetName');
  members.createIndex('byAlbum', ['albumKey', 'position']);
  const photos = database.createObjectStore('photos', { keyPath: 'key' });
  photos.createIndex('byAdded', ['addedOrder', 'key']);
  photos.createIndex('toPlace', ['toPlace', 'addedOrder', 'key']);
  photos.createIndex('byAsset', 'assetName');
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

/** Version 3 keeps the speeds of the latest run; nothing else changes. */
export function toVersion3(database: Database): void {
  database.createObjectStore('speeds', { keyPath: 'runId' });
}

/**
 * Version 4 knows whose Jottacloud the files are in, keeps names apart as widely as any server may, and has the list (Hidden,
 * Recently Deleted) in the place of a file. All photos are looked at again, for some belong elsewhere by now; what is where
 * it belongs stays as it is, and no byte is sent twice. All lists are read again.
 */
export async function toVersion4(transaction: Upgrade): Promise<void> {
  await widenPathKeys(transaction);
  await nameListPlaces(transaction);
  await readListsAgain(transaction);
  const logs = transaction.objectStore('log');
  const log = await logs.get('log');
  if (log) await logs.put({ ...log, placedFor: null, placedUpTo: null });
}

/** Keys that are read in one go. */
const KEYS = 10_000;

/** Where two files have one name by the new rule, the second keeps its old key: its name is reserved all the same. */
async function widenPathKeys(transaction: Upgrade): Promise<void> {
  const paths = transaction.objectStore('paths');
  for (let after: string | null = null; ;) {
    const range: IDBKeyRange | null = after === null ? null : IDBKeyRange.lowerBound(after, true);
    const keys: string[] = await paths.getAllKeys(range, KEYS);
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

/** What lies in a folder of one of these lists was put there for it: no album is called so. */
const listFolders = [
  ['hidden/', 'hidden'],
  ['recently deleted/', 'deleted'],
  ['shared library/hidden/', 'hidden'],
  ['shared library/recently deleted/', 'deleted'],
] as const;

async function nameListPlaces(transaction: Upgrade): Promise<void> {
  const [paths, files] = [transaction.objectStore('paths'), transaction.objectStore('files')];
  for (const [folder, list] of listFolders) {
    const below = IDBKeyRange.bound(folder, `${folder.slice(0, -1)}0`, false, true);
    const found: PathRecord[] = await paths.getAll(below);
    for (const path of found) {
      if (path.itemKey === FOLDER || !path.fileKey.endsWith('@')) continue;
      const key = path.fileKey + listPlace(list);
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
 * A token is trusted only together with the lists that were read after it was given, and each list is held against its
 * own count. Of an older log nobody knows that, so its lists are read from their beginning at the next press. What
 * was copied stays copied, and no byte is sent twice. A run that has not ended counts its plan once more.
 */
async function readListsAgain(transaction: Upgrade): Promise<void> {
  const [libraries, albums] = [transaction.objectStore('libraries'), transaction.objectStore('albums')];
  for (const library of await libraries.getAll()) await libraries.put(unreadAgain(library));
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
        ...{ listing: 'all', phase: 'counting', plan: null, shortfalls: [], firstOrder: 0 },
        status: run.status === 'planned' ? 'active' : run.status,
      });
}
