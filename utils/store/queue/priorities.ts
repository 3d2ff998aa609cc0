import type { IDBPTransaction, StoreNames } from 'idb';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { bulkPut } from '../bulk-put.ts';
import type { LogDatabase, LogSchema } from '../schema.ts';

/** Range of all photos of one press. */
const ofSend = (sendId: string): IDBKeyRange => IDBKeyRange.bound([sendId], [sendId, []]);

/**
 * Moves photos of a press to the front of the queue. Photos that are copied already leave it at the next reading.
 * Decision: docs/decisions/013-sent-photos-go-first.md.
 */
export async function addPriorities(
  database: LogDatabase,
  sendId: string,
  itemKeys: readonly string[],
): Promise<void> {
  const { store, done } = database.transaction('priorities', 'readwrite');
  bulkPut(
    store,
    itemKeys.map((itemKey) => ({ sendId, itemKey })),
  );
  await done;
}

/** Counts the photos of a press that are not copied yet. */
export const countPriorities = (database: LogDatabase, sendId: string): Promise<number> =>
  database.count('priorities', ofSend(sendId));

/** Gives the photos of a press back their place in the queue. */
export const dropPriorities = (database: LogDatabase, sendId: string): Promise<void> =>
  database.delete('priorities', ofSend(sendId));

/** Files of photos that go first. */
export interface PriorityFiles {
  /** Files to copy, in no order. */
  open: QueuedFile[];
  /** Keys of photos without an open file, which need no place at the front any more. */
  copied: [sendId: string, itemKey: string][];
}

/**
 * Reads the files of photos that go first. A photo that has no place at the destination yet has no files, and stays.
 *
 * @param limit most photos to look at
 */
export async function readPriorities<Stores extends StoreNames<LogSchema>[]>(
  transaction: Pick<IDBPTransaction<LogSchema, Stores>, 'objectStore'>,
  limit: number,
): Promise<PriorityFiles> {
  const rows = await transaction.objectStore('priorities').getAll(undefined, limit);
  const byItem = transaction.objectStore('files').index('byItem');
  const found = await Promise.all(rows.map(({ itemKey }) => byItem.getAll(itemKey)));
  const isOpen = ({ state }: QueuedFile): boolean => state.status !== 'done' && state.status !== 'failed';
  return {
    open: found.flat().filter(isOpen),
    copied: rows.flatMap(({ sendId, itemKey }, index): PriorityFiles['copied'] => {
      const files = found[index] ?? [];
      return files.length > 0 && !files.some(isOpen) ? [[sendId, itemKey]] : [];
    }),
  };
}

/** Removes copied photos from the front of the queue. A power cut may bring them back until the next reading. */
export async function removeCopied(database: LogDatabase, copied: PriorityFiles['copied']): Promise<void> {
  const { store, done } = database.transaction('priorities', 'readwrite', { durability: 'relaxed' });
  await Promise.all(copied.map((key) => store.delete(key)));
  await done;
}
