import { openDB } from 'idb';
import { noTotals, type Run } from '../domain/run/run.ts';
import { type RunEvent, transitionRun } from '../domain/run/run-transition.ts';
import { rowOfRun, runOfRow } from '../domain/run/run-row.ts';
import {
  createVersion1,
  toVersion2,
  toVersion3,
  toVersion4,
  toVersion5,
  toVersion6,
  toVersion7,
} from './upgrades.ts';
import { type LogDatabase, type LogRecord, type LogSchema, VERSION } from './schema.ts';

const NAME = 'fotoflytt';

let shared: Promise<LogDatabase> | null = null;

/** Returns the shared connection of this context; reopens it after it was closed. */
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

/** Opens the log, and creates or upgrades it. A newer version in another window closes this connection. */
export function openLog(name = NAME): Promise<LogDatabase> {
  return openDB<LogSchema>(name, VERSION, {
    async upgrade(database, oldVersion, _newVersion, transaction) {
      if (oldVersion < 1) createVersion1(database);
      if (oldVersion < 2) await toVersion2(database, transaction);
      if (oldVersion < 3) toVersion3(database);
      if (oldVersion < 4) await toVersion4(transaction);
      if (oldVersion < 5) await toVersion5(database, transaction);
      if (oldVersion < 6) toVersion6(database);
      if (oldVersion < 7) toVersion7(database);
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

/** Returns the record about the log as a whole. */
export const readLogRecord = async (database: LogDatabase): Promise<LogRecord> =>
  (await database.get('log', 'log')) ?? emptyLog;

/** Returns the latest run, or null. */
export async function readLatestRun(database: LogDatabase): Promise<Run | null> {
  const cursor = await database.transaction('runs').store.openCursor(null, 'prev');
  return cursor && runOfRow(cursor.value);
}

/** Returns the run with a number; null if there is none. */
export async function readRun(database: LogDatabase, id: number): Promise<Run | null> {
  const row = await database.get('runs', id);
  return row ? runOfRow(row) : null;
}

/** Saves a new run. */
export async function saveRun(database: LogDatabase, run: Run): Promise<void> {
  await database.put('runs', rowOfRun(run));
}

/** Applies an event to the latest run. @returns null if there is none */
export const applyToRun = (database: LogDatabase, event: RunEvent): Promise<Run | null> =>
  changeLatestRun(database, (run) => transitionRun(run, event));

/** Changes the latest run in one transaction. @returns null if there is none */
export async function changeLatestRun(database: LogDatabase, change: (run: Run) => Run): Promise<Run | null> {
  const { store, done } = database.transaction('runs', 'readwrite');
  const cursor = await store.openCursor(null, 'prev');
  const run = cursor && change(runOfRow(cursor.value));
  if (cursor && run) await cursor.update(rowOfRun(run));
  await done;
  return run;
}
