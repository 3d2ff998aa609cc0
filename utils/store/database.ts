import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { FileStatus } from '../domain/file/file.ts';
import { noTotals, type Run } from '../domain/run/run.ts';
import type { SpeedSeries } from '../domain/progress/speed-series.ts';
import type {
  AlbumRecord,
  ContentRecord,
  FileRecord,
  ItemRecord,
  LibraryRecord,
  LogRecord,
  MemberRecord,
  PathRecord,
  PhotoRecord,
} from './records.ts';
import { createVersion1, toVersion2, toVersion3, toVersion4 } from './upgrades.ts';

/** The resume log. Stores are written before each effect. */
export interface LogSchema extends DBSchema {
  runs: { key: number; value: Run };
  log: { key: 'log'; value: LogRecord };
  libraries: { key: string; value: LibraryRecord };
  albums: { key: string; value: AlbumRecord };
  members: { key: string; value: MemberRecord; indexes: { byAsset: string; byAlbum: [string, number] } };
  photos: {
    key: string;
    value: PhotoRecord;
    indexes: {
      byAdded: [number, string];
      toPlace: [1, number, string];
      byAsset: string;
      byMaster: string;
      byThumb: string;
    };
  };
  items: { key: string; value: ItemRecord };
  files: { key: string; value: FileRecord; indexes: { byStatus: [FileStatus, number]; byItem: string } };
  paths: { key: string; value: PathRecord };
  contents: { key: string; value: ContentRecord };
  speeds: { key: number; value: SpeedSeries };
}

export type LogDatabase = IDBPDatabase<LogSchema>;

const NAME = 'fotoflytt';
/** Raised with each change of the schema; every step from an older version stays below. */
const VERSION = 4;

let shared: Promise<LogDatabase> | null = null;

/** The one connection of a context; opened again when it was closed. */
export function sharedLog(): Promise<LogDatabase> {
  shared ??= openLog().then(
    (database) => {
      database.addEventListener('close', () => (shared = null));
      return database;
    },
    (error: unknown) => {
      shared = null;
      throw error;
    },
  );
  return shared;
}

/** Opens the log, made new or brought up to date. A newer version in another window closes this one. */
export function openLog(name = NAME): Promise<LogDatabase> {
  return openDB<LogSchema>(name, VERSION, {
    async upgrade(database, oldVersion, _newVersion, transaction) {
      if (oldVersion < 1) createVersion1(database);
      if (oldVersion < 2) await toVersion2(database, transaction);
      if (oldVersion < 3) toVersion3(database);
      if (oldVersion < 4) await toVersion4(transaction);
    },
    blocking: (_current, _blocked, { target }) => {
      if (target instanceof IDBDatabase) target.close();
      shared = null;
    },
  });
}

/** The log before the first run. */
export const emptyLog: LogRecord = {
  key: 'log',
  totals: noTotals,
  lastOrder: 0,
  accountNumber: null,
  skippedZones: [],
  unusable: [],
  placedUnder: null,
  placedFor: null,
  placedUpTo: null,
  databaseTokens: { private: null, shared: null },
  bytesPerSecond: null,
};

export const readLogRecord = async (database: LogDatabase): Promise<LogRecord> =>
  (await database.get('log', 'log')) ?? emptyLog;

/** The latest run, or null. */
export async function readLatestRun(database: LogDatabase): Promise<Run | null> {
  const cursor = await database.transaction('runs').store.openCursor(null, 'prev');
  return cursor?.value ?? null;
}

/** Changes the latest run in one step, whoever else writes to it. @returns null if there is none */
export async function changeLatestRun(database: LogDatabase, change: (run: Run) => Run): Promise<Run | null> {
  const { store, done } = database.transaction('runs', 'readwrite');
  const cursor = await store.openCursor(null, 'prev');
  const run = cursor ? change(cursor.value) : null;
  if (cursor && run) await cursor.update(run);
  await done;
  return run;
}
