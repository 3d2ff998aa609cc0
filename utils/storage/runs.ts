import { noTotals, type Run } from '../transfer/run.ts';
import type { EpochMs } from '../units.ts';
import type { LogDatabase } from './database.ts';
import { createFileChanges, retryFailedFiles } from './file-changes.ts';
import { readLatestRun } from './log-store.ts';

/**
 * Begins a run, or goes on with the one that has not ended. A new one reads all lists anew and tries again what an
 * earlier one gave up; what is proved stays proved.
 */
export async function startRun(database: LogDatabase, at: EpochMs, destinationFolder: string): Promise<Run> {
  const last = await readLatestRun(database);
  if (last && last.status !== 'finished') return resumeRun(database, last);
  if (last && last.destinationFolder !== destinationFolder) await fileAnew(database);
  await listAnew(database);
  await retryFailedFiles(database);
  const run: Run = {
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
  };
  await database.put('runs', run);
  return run;
}

/** After a pause, or when the obstacle may be gone. */
export async function resumeRun(database: LogDatabase, run: Run): Promise<Run> {
  if (run.status === 'finished') return run;
  const resumed: Run = { ...run, status: 'active', attention: null };
  await database.put('runs', resumed);
  return resumed;
}

export async function pauseRun(database: LogDatabase): Promise<void> {
  const run = await readLatestRun(database);
  if (run && run.status !== 'finished')
    await database.put('runs', { ...run, status: 'paused', attention: null });
}

async function listAnew(database: LogDatabase): Promise<void> {
  const transaction = database.transaction(['libraries', 'log'], 'readwrite');
  for (const library of await transaction.objectStore('libraries').getAll())
    await transaction.objectStore('libraries').put({ ...library, rank: 0, pass: 1, isListed: false });
  const log = await transaction.objectStore('log').get('log');
  await transaction.objectStore('log').put({
    key: 'log',
    totals: log?.totals ?? noTotals,
    accountNumber: log?.accountNumber ?? null,
    skippedZones: log?.skippedZones ?? [],
    unusable: [],
  });
  await transaction.done;
}

/** Another destination: everything is filed there by its hash; Jottacloud has the bytes. */
async function fileAnew(database: LogDatabase): Promise<void> {
  const range = IDBKeyRange.bound(['done', -Infinity], ['done', Infinity]);
  const changes = createFileChanges(database);
  const keys = await database.getAllKeysFromIndex('files', 'byStatus', range);
  await Promise.all(keys.map((key) => changes.apply(key, { type: 'missingAtDestination' })));
}
