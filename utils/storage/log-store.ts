import type { ItemStore } from '../engine/ports.ts';
import { TransferError } from '../errors.ts';
import { libraryKey } from '../icloud/zone.ts';
import { nameKey } from '../photos/safe-name.ts';
import {
  changeLatestRun,
  emptyLog,
  type LibraryRecord,
  type LogDatabase,
  type LogRecord,
  readLatestRun,
  readLogRecord,
} from './database.ts';
import { createFileChanges, recoverFiles } from './file-changes.ts';
import { enterPage } from './page-entry.ts';
import { renameFile } from './rename-file.ts';
import { openOrders, takeWork } from './work-queue.ts';

/** The resume log in IndexedDB. */
export function createLogStore(database: LogDatabase): ItemStore {
  const files = createFileChanges(database);
  const changeLog = async (change: (log: LogRecord) => LogRecord): Promise<void> => {
    const { store, done } = database.transaction('log', 'readwrite');
    await store.put(change((await store.get('log')) ?? emptyLog));
    await done;
  };
  const changeLibrary = async (
    key: string,
    change: (library: LibraryRecord) => LibraryRecord,
  ): Promise<void> => {
    const { store, done } = database.transaction('libraries', 'readwrite');
    const library = await store.get(key);
    if (library) await store.put(change(library));
    await done;
  };

  return {
    readRun: () => readLatestRun(database),
    async changeRun(change) {
      const run = await changeLatestRun(database, (old) => ({ ...old, ...change }));
      if (!run) throw new Error('there is no run to change');
      return run;
    },
    readTotals: async () => (await readLogRecord(database)).totals,

    async claimAccount(accountNumber) {
      const log = await readLogRecord(database);
      if (log.accountNumber === null) return changeLog((old) => ({ ...old, accountNumber }));
      if (log.accountNumber !== accountNumber)
        throw new TransferError('icloud-other-account', 'the log is of another account', {
          service: 'icloud',
        });
    },
    async saveLibraries(zones, skippedZones) {
      await changeLog((log) => ({ ...log, skippedZones }));
      const { store, done } = database.transaction('libraries', 'readwrite');
      for (const zone of zones) {
        const key = libraryKey(zone);
        const old = await store.get(key);
        await store.put(
          old
            ? { ...old, zone }
            : {
                key,
                zone,
                appleCount: null,
                rank: 0,
                seenItems: 0,
                pass: 1,
                isListed: false,
                passToken: null,
                itemsFound: 0,
              },
        );
      }
      await done;
    },
    libraries: () => database.getAll('libraries'),
    saveCount: (key, appleCount) => changeLibrary(key, (library) => ({ ...library, appleCount })),
    savePage: (key, page) => enterPage(database, key, page),
    listAgain: (key) =>
      changeLibrary(key, (library) => ({
        ...library,
        rank: 0,
        seenItems: 0,
        pass: library.pass + 1,
        isListed: false,
      })),
    recover: () => recoverFiles(database),
    openOrders: (orders) => openOrders(database, orders),
    takeWork: (now, limit, isTaken, takenCount) => takeWork(database, now, limit, isTaken, takenCount),
    apply: (key, event) => files.apply(key, event),
    rename: (key, reason) => renameFile(database, key, reason),
    saveContentOf: (key, checksum, sizeBytes) =>
      files.change(key, (file) => ({ ...file, checksum, sizeBytes })),

    knownContent: async (checksum) => (await database.get('contents', checksum)) ?? null,
    forgetContent: (checksum) => database.delete('contents', checksum),

    async fileAt(path) {
      const owner = await database.get('paths', nameKey(path));
      const file = owner && (await database.get('files', owner.fileKey));
      return file && nameKey(file.path) === nameKey(path) ? file : null;
    },
    unusableCount: async () => (await readLogRecord(database)).unusable.length,
    doneFiles: (afterOrder, limit) =>
      database.getAllFromIndex(
        'files',
        'byStatus',
        IDBKeyRange.bound(['done', afterOrder], ['done', Infinity], true, false),
        limit,
      ),
  };
}
