import { itemAfterFile, totalsAfterFile, totalsAfterItem } from '../../domain/file/totals.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import type { FileEvent } from '../../domain/file/file.ts';
import { itemKeyOf } from '../../domain/file/file-key.ts';
import { transition } from '../../domain/file/transition.ts';
import { bulkPut } from '../bulk-put.ts';
import type { ItemRecord } from '../records.ts';
import { allOf } from '../ranges.ts';
import type { LogDatabase } from '../schema.ts';

/** Changes files and all that is counted of them. Each promise resolves when its change is durable. */
export interface FileChanges {
  /** Moves one file along its table, by one event or by several in a row; events about other content move nothing. */
  apply(key: string, ...events: FileEvent[]): Promise<QueuedFile>;
  change(key: string, change: (file: QueuedFile) => QueuedFile): Promise<QueuedFile>;
}

interface Pending {
  key: string;
  change: (file: QueuedFile) => QueuedFile;
  /** What is proved must survive a power cut; everything else is found again. */
  isStrict: boolean;
  resolve: (file: QueuedFile) => void;
  reject: (error: unknown) => void;
}

/** Between two transactions that only enter what is finished; each costs some ten milliseconds of processor. */
const GATHER_MS = 150;

/**
 * Changes that are asked for while a transaction runs go together in the next one: many files under way cost as many
 * transactions as one.
 */
export function createFileChanges(database: LogDatabase): FileChanges {
  let pending: Pending[] = [];
  let isWriting = false;
  let lastAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = async (): Promise<void> => {
    isWriting = true;
    const batch = pending;
    pending = [];
    lastAt = performance.now();
    try {
      await writeBatch(database, batch);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    isWriting = false;
    if (pending.length > 0) writeSoon();
  };
  /** What nobody waits for to go on is gathered for a moment. */
  const writeSoon = (): void => {
    if (isWriting) return;
    clearTimeout(timer);
    const isUrgent = pending.some(({ isStrict }) => !isStrict);
    const wait = isUrgent ? 0 : lastAt + GATHER_MS - performance.now();
    if (wait > 0) timer = setTimeout(() => void write(), wait);
    else void write();
  };
  const add = (key: string, change: Pending['change'], isStrict: boolean): Promise<QueuedFile> =>
    new Promise((resolve, reject) => {
      pending.push({ key, change, isStrict, resolve, reject });
      writeSoon();
    });

  return {
    apply: (key, ...events) =>
      add(
        key,
        (file) =>
          events.every(({ about = file.checksum }) => about === file.checksum)
            ? { ...file, state: events.reduce(transition, file.state) }
            : file,
        events.some(({ type }) => type === 'confirmed'),
      ),
    change: (key, change) => add(key, change, false),
  };
}

/** One transaction for all. A change that cannot be made (a bug of ours) costs the others nothing. */
async function writeBatch(database: LogDatabase, batch: readonly Pending[]): Promise<void> {
  const durability = batch.some(({ isStrict }) => isStrict) ? 'strict' : 'relaxed';
  const transaction = database.transaction(['files', 'items', 'log', 'contents'], 'readwrite', {
    durability,
  });
  const [files, items] = [transaction.objectStore('files'), transaction.objectStore('items')];
  const itemKeys = [...new Set(batch.map(({ key }) => itemKeyOf(key)))];
  const [log, read, itemRecords] = await Promise.all([
    transaction.objectStore('log').get('log'),
    Promise.all(batch.map(({ key }) => files.get(key))),
    Promise.all(itemKeys.map((key) => items.get(key))),
  ]);
  const itemsRead = new Map<string, ItemRecord>();
  for (const item of itemRecords) if (item) itemsRead.set(item.key, item);

  let totals = log?.totals;
  const changedFiles = new Map<string, QueuedFile>();
  const outcomes = batch.map(({ key, change }, index) => {
    const file = changedFiles.get(key) ?? read[index];
    const item = file && itemsRead.get(file.itemKey);
    if (!file || !item || !totals) return { error: new Error('the file is not in the log') };
    try {
      const changed = change(file);
      const newItem = itemAfterFile(item, file, changed);
      totals = totalsAfterItem(totalsAfterFile(totals, file, changed), item, newItem);
      changedFiles.set(key, changed);
      itemsRead.set(newItem.key, newItem);
      return { changed };
    } catch (error) {
      return { error };
    }
  });

  bulkPut(files, changedFiles.values());
  bulkPut(
    transaction.objectStore('contents'),
    [...changedFiles.values()].flatMap(({ checksum, field, sizeBytes, state }) =>
      state.status === 'done' && field !== '' ? [{ checksum, md5: state.md5, sizeBytes }] : [],
    ),
  );
  if (log && totals && totals !== log.totals) {
    bulkPut(transaction.objectStore('log'), [{ ...log, totals }]);
    bulkPut(items, itemsRead.values());
  }
  await transaction.done;
  for (const [index, outcome] of outcomes.entries())
    if ('changed' in outcome) batch[index]?.resolve(outcome.changed);
    else batch[index]?.reject(outcome.error);
}

/** After a death: nothing is in the middle of anything any more. No count changes, for such files are open before and after. */
export async function recoverFiles(database: LogDatabase): Promise<void> {
  const { store, done } = database.transaction('files', 'readwrite');
  for (const status of ['hashing', 'uploading'] as const) {
    const range = allOf(status);
    for (const file of await store.index('byStatus').getAll(range))
      await store.put({ ...file, state: transition(file.state, { type: 'interrupted' }) });
  }
  await done;
}
