import type { ErrorCode } from '../errors.ts';
import type { LogDatabase } from './database.ts';
import { createFileChanges } from './file-changes.ts';
import type { FileRecord } from './records.ts';
import { itemAfterFile, totalsAfterFile, totalsAfterItem } from './totals.ts';

/** Failures that say that Apple has no such file: whether that is still so, only a new list tells. */
const GONE: readonly ErrorCode[] = ['original-missing', 'record-gone'];

/** A new run tries again what an earlier one gave up, and forgets what Apple did not have: its list names it again if it has it. */
export async function retryFailedFiles(database: LogDatabase): Promise<void> {
  const range = IDBKeyRange.bound(['failed', -Infinity], ['failed', Infinity]);
  const changes = createFileChanges(database);
  const failed = await database.getAllFromIndex('files', 'byStatus', range);
  const isGone = ({ state }: FileRecord): boolean =>
    state.status === 'failed' && GONE.includes(state.error.code);
  await Promise.all(
    failed.filter((file) => !isGone(file)).map(({ key }) => changes.apply(key, { type: 'triedAgain' })),
  );
  for (const file of failed.filter(isGone)) await forgetFile(database, file);
}

async function forgetFile(database: LogDatabase, file: FileRecord): Promise<void> {
  const transaction = database.transaction(['files', 'items', 'photos', 'log'], 'readwrite');
  const [items, photos] = [transaction.objectStore('items'), transaction.objectStore('photos')];
  const [item, photo, log] = await Promise.all([
    items.get(file.itemKey),
    photos.get(file.itemKey),
    transaction.objectStore('log').get('log'),
  ]);
  if (!item || !log) throw new Error('the file is not in the log');
  await transaction.objectStore('files').delete(file.key);
  const others = await transaction.objectStore('files').index('byItem').count(file.itemKey);
  const isLast = others === 0;
  const rest = itemAfterFile(item, file, null);
  await (isLast ? items.delete(item.key) : items.put(rest));
  if (photo) await photos.put({ ...photo, toPlace: 1 });
  const totals = totalsAfterItem(totalsAfterFile(log.totals, file, null), item, isLast ? null : rest);
  await transaction.objectStore('log').put({ ...log, totals });
  await transaction.done;
}
