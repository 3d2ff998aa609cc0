import type { Run } from '../transfer/run.ts';
import type { EpochMs } from '../units.ts';
import { changeLatestRun, emptyLog, type LogDatabase, readLatestRun } from './database.ts';
import { createFileChanges } from './file-changes.ts';
import { retryFailedFiles } from './retry-failed.ts';

/**
 * Begins a run, or goes on with the one that has not ended. A new one reads all lists anew and tries again what an
 * earlier one gave up; what is proved stays proved.
 */
export async function startRun(database: LogDatabase, at: EpochMs, destinationFolder: string): Promise<void> {
  const last = await readLatestRun(database);
  if (last && last.status !== 'finished') return resumeRun(database);
  if (last && last.destinationFolder !== destinationFolder) await fileAnew(database);
  await listAnew(database);
  await retryFailedFiles(database);
  await database.put('runs', {
    id: (last?.id ?? 0) + 1,
    status: 'active',
    phase: 'counting',
    startedAt: at,
    endedAt: null,
    destinationFolder,
    appleCount: last?.appleCount ?? null,
    checkedFiles: 0,
    attention: null,
    shortfalls: [],
  });
}

/** After a pause, or when the obstacle may be gone. */
export const resumeRun = (database: LogDatabase): Promise<void> => unlessFinished(database, 'active');

export const pauseRun = (database: LogDatabase): Promise<void> => unlessFinished(database, 'paused');

async function unlessFinished(database: LogDatabase, status: Run['status']): Promise<void> {
  await changeLatestRun(database, (run) =>
    run.status === 'finished' ? run : { ...run, status, attention: null },
  );
}

async function listAnew(database: LogDatabase): Promise<void> {
  const transaction = database.transaction(['libraries', 'log'], 'readwrite');
  for (const library of await transaction.objectStore('libraries').getAll())
    await transaction
      .objectStore('libraries')
      .put({ ...library, rank: 0, seenItems: 0, pass: library.pass + 1, isListed: false });
  const log = await transaction.objectStore('log').get('log');
  await transaction.objectStore('log').put({ ...(log ?? emptyLog), unusable: [] });
  await transaction.done;
}

/** Another destination: everything is filed there by its hash; Jottacloud has the bytes. */
async function fileAnew(database: LogDatabase): Promise<void> {
  const range = IDBKeyRange.bound(['done', -Infinity], ['done', Infinity]);
  const changes = createFileChanges(database);
  const keys = await database.getAllKeysFromIndex('files', 'byStatus', range);
  await Promise.all(keys.map((key) => changes.apply(key, { type: 'missingAtDestination' })));
}
