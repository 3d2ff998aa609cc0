import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { ErrorRecord } from '../errors.ts';
import type { LibraryZone } from '../icloud/zone.ts';
import type { Role } from '../photos/record.ts';
import type { FileState, FileStatus } from '../transfer/file.ts';
import { noTotals, type Run, type Totals } from '../transfer/run.ts';
import type { EpochMs, Md5, RecordName, RelativePath } from '../units.ts';

/** A library, and how far its list was read. */
export interface LibraryRecord {
  /** `libraryKey` of its zone. */
  key: string;
  zone: LibraryZone;
  /** Apple's own count; null if it was not told. */
  appleCount: number | null;
  /** Assets received in the present pass: where the next page begins. */
  rank: number;
  /** Distinct ones of them: what is held against Apple's count. */
  seenItems: number;
  /** Number of the present pass over the list; counts up over all runs. */
  pass: number;
  /** Every page of the present run was read. */
  isListed: boolean;
  /** Apple's token of the library's state when the present pass began; another one at its end means that it changed. */
  passToken: string | null;
  /** Distinct assets ever found. */
  itemsFound: number;
}

/** What a person calls a photo; done when none of its files is open and none failed. */
export interface ItemRecord {
  /** `<library key>/<asset record name>` */
  key: string;
  libraryKey: string;
  assetName: string;
  /** For people; also where Apple has no name. */
  name: string;
  openFiles: number;
  failedFiles: number;
  /** Number of the pass over the list that saw it last. */
  seenInPass: number;
}

/** One file of an item, its place at Jottacloud and its state. */
export interface FileRecord {
  /** `<item key>#<role>` */
  key: string;
  /** Its place in the queue: counts up in the order of the listing. */
  order: number;
  itemKey: string;
  libraryKey: string;
  role: Role;
  holder: RecordName;
  field: string;
  checksum: string;
  sizeBytes: number;
  takenAt: EpochMs;
  path: RelativePath;
  state: FileState;
}

/** Who has a path; once given it stays. */
interface PathRecord {
  /** `pathKey` of the path. */
  key: string;
  itemKey: string;
  fileKey: string;
}

/** Bytes that are known to be in Jottacloud, by Apple's checksum. */
interface ContentRecord {
  checksum: string;
  md5: Md5;
  sizeBytes: number;
}

/** What belongs to the whole log. */
export interface LogRecord {
  key: 'log';
  totals: Totals;
  /** Highest `order` ever given to a file. */
  lastOrder: number;
  /** Apple's number of the account that the log is of; null before the first run. */
  accountNumber: string | null;
  /** Zones that hold no library and were left out. */
  skippedZones: string[];
  /** Record names that could not be read at all, with the reason; the first thousand. */
  unusable: { name: string; error: ErrorRecord }[];
}

/** The resume log. Stores are written before each effect. */
interface LogSchema extends DBSchema {
  runs: { key: number; value: Run };
  log: { key: 'log'; value: LogRecord };
  libraries: { key: string; value: LibraryRecord };
  items: { key: string; value: ItemRecord };
  files: { key: string; value: FileRecord; indexes: { byStatus: [FileStatus, number]; byItem: string } };
  paths: { key: string; value: PathRecord };
  contents: { key: string; value: ContentRecord };
}

export type LogDatabase = IDBPDatabase<LogSchema>;

const NAME = 'fotoflytt';
/** Raised with each change of the schema; every step from an older version stays below. */
const VERSION = 1;

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
    upgrade(database, oldVersion) {
      if (oldVersion < 1) {
        database.createObjectStore('runs', { keyPath: 'id' });
        database.createObjectStore('log', { keyPath: 'key' });
        database.createObjectStore('libraries', { keyPath: 'key' });
        database.createObjectStore('items', { keyPath: 'key' });
        const files = database.createObjectStore('files', { keyPath: 'key' });
        files.createIndex('byStatus', ['state.status', 'order'], { unique: true });
        files.createIndex('byItem', 'itemKey');
        database.createObjectStore('paths', { keyPath: 'key' });
        database.createObjectStore('contents', { keyPath: 'checksum' });
      }
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
