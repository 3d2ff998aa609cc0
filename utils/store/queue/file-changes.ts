import { isAtApple } from '../../domain/photo/item.ts';
import { itemAfterFile, totalsAfterFile, totalsAfterItem } from '../../domain/file/totals.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import type { FileEvent } from '../../domain/file/file.ts';
import { itemKeyOf } from '../../domain/file/file-key.ts';
import { transition } from '../../domain/file/transition.ts';
import type { Totals } from '../../domain/run/run.ts';
import { bulkPut } from '../bulk-put.ts';
import { type ChangeTracker, noteTurned } from '../manifest/changed-files.ts';
import { allOf } from '../ranges.ts';
import type { ItemRecord, LogDatabase } from '../schema.ts';
import { type ItemChange, writeItemChanges } from '../years/month-changes.ts';

/** Changes files and their counts. Each promise resolves when its change is durable. */
export interface FileChanges {
  /** Applies events to one file in order. Events about other content change nothing. */
  apply(key: string, ...events: FileEvent[]): Promise<QueuedFile>;
  change(key: string, change: (file: QueuedFile) => QueuedFile): Promise<QueuedFile>;
}

interface Pending {
  key: string;
  change: (file: QueuedFile) => QueuedFile;
  /** Verified files must survive a power cut; everything else can be found again. */
  isStrict: boolean;
  resolve: (file: QueuedFile) => void;
  reject: (error: unknown) => void;
}

/** Least interval of transactions with confirmations only. Each costs some ten milliseconds of processor time. */
const BATCH_INTERVAL_MS = 150;

/**
 * Creates the writer of file changes. Collects changes while a transaction runs and writes them together in the next one,
 * so that many transfers need no more transactions than one. Decision: docs/decisions/009-small-files.md.
 */
export function createFileChanges(database: LogDatabase, changes: ChangeTracker): FileChanges {
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
      await writeBatch(database, batch, changes);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    isWriting = false;
    if (pending.length > 0) writeSoon();
  };
  /** Starts the next transaction. Confirmations wait a moment for others, because no transfer depends on them. */
  const writeSoon = (): void => {
    if (isWriting) return;
    clearTimeout(timer);
    const isUrgent = pending.some(({ isStrict }) => !isStrict);
    const wait = isUrgent ? 0 : lastAt + BATCH_INTERVAL_MS - performance.now();
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

/** Writes a batch in one transaction. A change that throws (a bug of ours) does not affect the others. */
async function writeBatch(
  database: LogDatabase,
  batch: readonly Pending[],
  changes: ChangeTracker,
): Promise<void> {
  const durability = batch.some(({ isStrict }) => isStrict) ? 'strict' : 'relaxed';
  const transaction = database.transaction(
    ['files', 'items', 'log', 'contents', 'photos', 'libraries', 'months'],
    'readwrite',
    { durability },
  );
  const [files, items] = [transaction.objectStore('files'), transaction.objectStore('items')];
  const itemKeys = [...new Set(batch.map(({ key }) => itemKeyOf(key)))];
  const [log, read, itemRecords] = await Promise.all([
    transaction.objectStore('log').get('log'),
    Promise.all(batch.map(({ key }) => files.get(key))),
    Promise.all(itemKeys.map((key) => items.get(key))),
  ]);
  const itemsRead = new Map<string, ItemRecord>();
  for (const item of itemRecords) if (item) itemsRead.set(item.key, item);

  const {
    totals,
    files: changedFiles,
    itemChanges,
    outcomes,
  } = changeFiles(batch, read, itemsRead, log?.totals);
  const before = new Map(read.map((file) => [file?.key, file]));
  const turns = [...changedFiles.values()].map((file) => [before.get(file.key), file] as const);
  const turned = noteTurned(changes, log ?? {}, turns);
  bulkPut(files, changedFiles.values());
  bulkPut(
    transaction.objectStore('contents'),
    [...changedFiles.values()].flatMap(({ checksum, field, sizeBytes, state }) =>
      state.status === 'done' && isAtApple({ field }) ? [{ checksum, md5: state.md5, sizeBytes }] : [],
    ),
  );
  if (log && totals && (totals !== log.totals || turned.count > 0)) {
    bulkPut(transaction.objectStore('log'), [{ ...log, totals, ...turned.record }]);
    bulkPut(items, itemsRead.values());
    await writeItemChanges(transaction, log, itemChanges);
  }
  await transaction.done;
  turned.stored();
  for (const [index, outcome] of outcomes.entries())
    if ('changed' in outcome) batch[index]?.resolve(outcome.changed);
    else batch[index]?.reject(outcome.error);
}

/** Result of the changes of a batch. */
interface ChangedFiles {
  totals: Totals | undefined;
  files: ReadonlyMap<string, QueuedFile>;
  itemChanges: ItemChange[];
  outcomes: ({ changed: QueuedFile } | { error: unknown })[];
}

/**
 * Applies a batch to the files that were read, in order. A later change of a file gets the result of the earlier one.
 *
 * @param items items of the files by key; changed ones are replaced
 */
function changeFiles(
  batch: readonly Pending[],
  read: readonly (QueuedFile | undefined)[],
  items: Map<string, ItemRecord>,
  totalsBefore: Totals | undefined,
): ChangedFiles {
  let totals = totalsBefore;
  const files = new Map<string, QueuedFile>();
  const itemChanges: ItemChange[] = [];
  const outcomes = batch.map(({ key, change }, index) => {
    const file = files.get(key) ?? read[index];
    const item = file && items.get(file.itemKey);
    if (!file || !item || !totals) return { error: new Error('the file is not in the log') };
    try {
      const changed = change(file);
      const newItem = itemAfterFile(item, file, changed);
      totals = totalsAfterItem(totalsAfterFile(totals, file, changed), item, newItem);
      files.set(key, changed);
      items.set(newItem.key, newItem);
      itemChanges.push([item, newItem]);
      return { changed };
    } catch (error) {
      return { error };
    }
  });
  return { totals, files, itemChanges, outcomes };
}

/** Returns interrupted files to their checkpoint after a death. No count changes: they stay open. */
export async function recoverFiles(database: LogDatabase): Promise<void> {
  const { store, done } = database.transaction('files', 'readwrite');
  for (const status of ['hashing', 'uploading'] as const) {
    const range = allOf(status);
    for (const file of await store.index('byStatus').getAll(range))
      await store.put({ ...file, state: transition(file.state, { type: 'interrupted' }) });
  }
  await done;
}
