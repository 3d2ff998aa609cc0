import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import { everything } from '../photos/choice.ts';
import { usualArrangement } from '../photos/arrangement.ts';
import { noTotals } from '../transfer/run.ts';
import type { LogSchema } from './database.ts';

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
      listsRead: [],
      bytesPerSecond: null,
    });
  for (const run of await transaction.objectStore('runs').getAll())
    await transaction.objectStore('runs').put({
      ...run,
      choice: everything,
      arrangement: { ...usualArrangement, layout: 'year-month', sharedLibrary: 'together' },
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
