import { openDB } from 'idb';
import { FIRST_LOG, ownerOfLog } from '../domain/account/logs.ts';
import { noTotals, type Run } from '../domain/run/run.ts';
import { type RunEvent, transitionRun } from '../domain/run/run-transition.ts';
import { rowOfRun, runOfRow } from '../domain/run/run-row.ts';
import { logs } from '../settings/logs.ts';
import {
  createVersion1,
  toVersion2,
  toVersion3,
  toVersion4,
  toVersion5,
  toVersion6,
  toVersion7,
  toVersion8,
} from './upgrades.ts';
import { type LogDatabase, type LogRecord, type LogSchema, VERSION } from './schema.ts';

let shared: Promise<LogDatabase> | null = null;
let isFollowing = false;

/**
 * Returns the shared connection of this context to the current log. Reopens it after it was closed, and opens another log
 * after a change of account.
 */
export function sharedLog(): Promise<LogDatabase> {
  if (!isFollowing) logs.watch(() => void leaveOldLog());
  isFollowing = true;
  if (shared) return shared;
  const opening: Promise<LogDatabase> = openCurrentLog().then(
    (database) => {
      database.addEventListener('close', () => forget(opening));
      return database;
    },
    (error: unknown) => {
      forget(opening);
      throw error;
    },
  );
  return (shared = opening);
}

/** Makes the next call open the log that is the current one then. Work on the old connection ends undisturbed. */
export const leaveSharedLog = (): void => void (shared = null);

const forget = (opening: Promise<LogDatabase>): void => {
  if (shared === opening) shared = null;
};

async function leaveOldLog(): Promise<void> {
  const old = shared;
  const name = await old?.then(
    (database) => database.name,
    () => null,
  );
  if (old && (await logs.getValue()).current !== name) forget(old);
}

const openCurrentLog = async (): Promise<LogDatabase> => openOwnedLog((await logs.getValue()).current);

/**
 * Opens the log of an account. One that is new, or that the browser has lost, belongs to its account from the beginning: no
 * other account that is signed in can take it over.
 */
export async function openOwnedLog(name: string): Promise<LogDatabase> {
  const [database, all] = await Promise.all([openLog(name), logs.getValue()]);
  const owner = ownerOfLog(all, name);
  if (!owner || (await database.count('log')) > 0) return database;
  const { store, done } = database.transaction('log', 'readwrite');
  const { accountNumber, account } = owner;
  if ((await store.count()) === 0) await store.put({ ...emptyLog, accountNumber, account, isReserved: true });
  await done;
  return database;
}

/** Opens a log, and creates or upgrades it. A newer version in another window closes this connection. */
export function openLog(name = FIRST_LOG): Promise<LogDatabase> {
  return openDB<LogSchema>(name, VERSION, {
    async upgrade(database, oldVersion, _newVersion, transaction) {
      if (oldVersion < 1) createVersion1(database);
      if (oldVersion < 2) await toVersion2(database, transaction);
      if (oldVersion < 3) toVersion3(database);
      if (oldVersion < 4) await toVersion4(transaction);
      if (oldVersion < 5) await toVersion5(database, transaction);
      if (oldVersion < 6) toVersion6(database);
      if (oldVersion < 7) toVersion7(database);
      if (oldVersion < 8) toVersion8(transaction);
    },
    blocking: (_current, _blocked, { target }) => {
      if (target instanceof IDBDatabase) target.close();
      shared = null;
    },
  });
}

/** Opens any log, current or not, for one piece of work. */
export async function withLog<T>(name: string, work: (database: LogDatabase) => Promise<T>): Promise<T> {
  const database = await openLog(name);
  try {
    return await work(database);
  } finally {
    database.close();
  }
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
