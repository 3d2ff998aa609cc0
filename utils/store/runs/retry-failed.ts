import { assertFound, type ErrorCode, InvariantError } from '../../errors.ts';
import { itemAfterFile, totalsAfterFile, totalsAfterItem } from '../../domain/file/totals.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { transition } from '../../domain/file/transition.ts';
import { emptyLog } from '../database.ts';
import { type ChangeTracker, createChangeTracker, noteTurned } from '../manifest/changed-files.ts';
import { createFileChanges } from '../queue/file-changes.ts';
import { markShowing } from '../galleries/gallery-marks.ts';
import { allOf } from '../ranges.ts';
import type { LogDatabase } from '../schema.ts';
import { type ItemChange, writeItemChanges } from '../years/month-changes.ts';

/** Errors that mean that Apple lacks a file. Only a new list can show whether that is still so. */
const GONE: readonly ErrorCode[] = ['original-missing', 'part-missing', 'record-gone'];

/**
 * Prepares failed files for a new run: queues them again, and removes those that Apple lacked, which its lists show again
 * if they exist.
 *
 * @param only the one reason to retry; null for all
 */
export async function retryFailedFiles(database: LogDatabase, only: ErrorCode | null): Promise<void> {
  // A manifest names no failed file, so no writer of one has to hear of this.
  const changes = createChangeTracker();
  await putBackFailed(database, only, changes);
  await forgetFiles(database, (await failedFiles(database, only)).filter(isGone), changes);
}

/**
 * Queues failed files again within an open run. It reads no lists again, so files that Apple lacked stay failed. The files
 * get new queue positions, because a run owns the files behind its first position.
 *
 * @returns number of queued files
 */
export async function putBackFailed(
  database: LogDatabase,
  only: ErrorCode | readonly ErrorCode[] | null,
  changes: ChangeTracker,
): Promise<number> {
  const writer = createFileChanges(database, changes);
  const files = (await failedFiles(database, only)).filter((file) => !isGone(file));
  const first = await takeOrders(database, files.length);
  await Promise.all(
    files.map(({ key }, index) =>
      writer.change(key, (file) => ({
        ...file,
        order: first + index,
        state: transition(file.state, { type: 'triedAgain' }),
      })),
    ),
  );
  return files.length;
}

/** Reserves queue positions. @returns the first of them */
async function takeOrders(database: LogDatabase, count: number): Promise<number> {
  const { store, done } = database.transaction('log', 'readwrite');
  const log = (await store.get('log')) ?? emptyLog;
  await store.put({ ...log, lastOrder: log.lastOrder + count });
  await done;
  return log.lastOrder + 1;
}

/** Lists the reasons why files failed, each once. */
export const failedCodes = async (database: LogDatabase): Promise<ErrorCode[]> => [
  ...new Set(
    (await failedFiles(database, null)).flatMap(({ state }) =>
      state.status === 'failed' ? [state.error.code] : [],
    ),
  ),
];

async function failedFiles(
  database: LogDatabase,
  only: ErrorCode | readonly ErrorCode[] | null,
): Promise<QueuedFile[]> {
  const range = allOf('failed');
  const files = await database.getAllFromIndex('files', 'byStatus', range);
  return only === null
    ? files
    : files.filter(({ state }) => state.status === 'failed' && [only].flat().includes(state.error.code));
}

const isGone = ({ state }: QueuedFile): boolean =>
  state.status === 'failed' && GONE.includes(state.error.code);

/** Files removed per transaction. */
const BATCH = 200;

/** Removes files from the log, as if their photos never had them. @param changes hears which finished ones are gone */
export async function forgetFiles(
  database: LogDatabase,
  files: readonly QueuedFile[],
  changes: ChangeTracker,
): Promise<void> {
  for (let from = 0; from < files.length; from += BATCH)
    await forgetBatch(database, files.slice(from, from + BATCH), changes);
}

async function forgetBatch(
  database: LogDatabase,
  batch: readonly QueuedFile[],
  changes: ChangeTracker,
): Promise<void> {
  const transaction = database.transaction(
    ['files', 'items', 'photos', 'libraries', 'months', 'log'],
    'readwrite',
  );
  const [items, photos, files] = [
    transaction.objectStore('items'),
    transaction.objectStore('photos'),
    transaction.objectStore('files'),
  ];
  const log = await transaction.objectStore('log').get('log');
  if (!log) throw new InvariantError('nothing was ever listed');
  const turned = noteTurned(
    changes,
    log,
    batch.map((file) => [file, null] as const),
  );
  const itemChanges: ItemChange[] = [];
  let { totals, countedChanges = 0 } = log;
  for (const file of batch) {
    const [item, photo] = await Promise.all([items.get(file.itemKey), photos.get(file.itemKey)]);
    assertFound(item, 'the photo of the file');
    await files.delete(file.key);
    const isLast = (await files.index('byItem').count(file.itemKey)) === 0;
    const rest = itemAfterFile(item, file, null);
    await (isLast ? items.delete(item.key) : items.put(rest));
    if (photo) await photos.put({ ...photo, toPlace: 1, isCounted: 1 });
    itemChanges.push([item, isLast ? null : rest]);
    totals = totalsAfterItem(totalsAfterFile(totals, file, null), item, isLast ? null : rest);
    // An earlier plan may have counted this photo as copied.
    countedChanges += Number(isLast);
  }
  await writeItemChanges(transaction, log, itemChanges);
  // A finished file stays at the destination, and on its page.
  const gone = batch.filter(({ state }) => state.status !== 'done');
  await markShowing(items, gone, log);
  await transaction.objectStore('log').put({ ...log, ...turned.record, totals, countedChanges });
  await transaction.done;
  turned.stored();
}
