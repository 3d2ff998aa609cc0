import type { QueuedFile } from '../engine/ports.ts';
import type { FileEvent } from '../transfer/file.ts';
import { transition } from '../transfer/transition.ts';
import type { FileRecord, LogDatabase } from './database.ts';
import { itemAfterFile, totalsAfterFile, totalsAfterItem } from './totals.ts';

/**
 * Moves one file along its table, with its item and the totals, in one transaction. Content that is confirmed at
 * Jottacloud is remembered by Apple's checksum.
 */
export const applyEvent = (database: LogDatabase, key: string, event: FileEvent): Promise<QueuedFile> =>
  changeFile(database, key, (file) => ({ ...file, state: transition(file.state, event) }), durabilityOf(event));

/** What is proved must survive a power cut; everything else is found again. */
const durabilityOf = (event: FileEvent): IDBTransactionDurability => (event.type === 'confirmed' ? 'strict' : 'relaxed');

/** Changes one file and all that is counted of it. */
export async function changeFile(
  database: LogDatabase,
  key: string,
  change: (file: FileRecord) => FileRecord,
  durability: IDBTransactionDurability = 'relaxed',
): Promise<QueuedFile> {
  const transaction = database.transaction(['files', 'items', 'log', 'contents'], 'readwrite', { durability });
  const file = await transaction.objectStore('files').get(key);
  const item = file && (await transaction.objectStore('items').get(file.itemKey));
  const log = await transaction.objectStore('log').get('log');
  if (!file || !item || !log) throw new Error('the file is not in the log');
  const changed = change(file);
  const newItem = itemAfterFile(item, file, changed);
  const totals = totalsAfterItem(totalsAfterFile(log.totals, file, changed), item, newItem);
  await Promise.all([
    transaction.objectStore('files').put(changed),
    transaction.objectStore('items').put(newItem),
    transaction.objectStore('log').put({ ...log, totals }),
    changed.state.status === 'done' &&
      transaction
        .objectStore('contents')
        .put({ checksum: file.checksum, md5: changed.state.md5, sizeBytes: file.sizeBytes }),
    transaction.done,
  ]);
  return changed;
}

/** After a death: nothing is in the middle of anything any more. No count changes, for such files are open before and after. */
export async function recoverFiles(database: LogDatabase): Promise<void> {
  const { store, done } = database.transaction('files', 'readwrite');
  for (const status of ['hashing', 'uploading'] as const) {
    const range = IDBKeyRange.bound([status, -Infinity], [status, Infinity]);
    for (const file of await store.index('byStatus').getAll(range))
      await store.put({ ...file, state: transition(file.state, { type: 'interrupted' }) });
  }
  await done;
}

/** A new run tries again what an earlier one gave up, except what only a new list can bring. */
export async function retryFailedFiles(database: LogDatabase): Promise<void> {
  const range = IDBKeyRange.bound(['failed', -Infinity], ['failed', Infinity]);
  for (const key of await database.getAllKeysFromIndex('files', 'byStatus', range)) {
    const file = await database.get('files', key);
    if (file?.state.status === 'failed' && file.state.error.code !== 'original-missing')
      await applyEvent(database, key, { type: 'triedAgain' });
  }
}
