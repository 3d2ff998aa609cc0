import type { QueuedFile } from '../engine/ports.ts';
import type { FileStatus } from '../transfer/file.ts';
import { type EpochMs, epochMs } from '../units.ts';
import type { LogDatabase } from './database.ts';

/** Waiting files that are looked at for the next due one; they are few, for a busy service stops the queue as a whole. */
const WAITING_LOOK = 1_000;

const all = (status: FileStatus): IDBKeyRange => IDBKeyRange.bound([status, -Infinity], [status, Infinity]);

/**
 * Next files to work on: hashed ones, then waiting ones that are due, then queued ones, each in the order of the list.
 *
 * @param isTaken files that are under way already; at most `takenCount` of them
 */
export async function takeWork(
  database: LogDatabase,
  now: EpochMs,
  limit: number,
  isTaken: (key: string) => boolean,
  takenCount: number,
): Promise<QueuedFile[]> {
  const { store } = database.transaction('files');
  const read = (status: FileStatus, most: number): Promise<QueuedFile[]> =>
    store.index('byStatus').getAll(all(status), most);
  const [hashed, waiting, queued] = await Promise.all([
    read('hashed', limit + takenCount),
    read('waiting', WAITING_LOOK),
    read('queued', limit + takenCount),
  ]);
  const due = waiting.filter(({ state }) => state.status === 'waiting' && state.retryAt <= now);
  return [...hashed, ...due, ...queued].filter(({ key }) => !isTaken(key)).slice(0, limit);
}

/** Whether anything is unfinished, and when the next waiting file is due. */
export async function outlook(database: LogDatabase): Promise<{ isOpen: boolean; nextDue: EpochMs | null }> {
  const waiting = await database.getAllFromIndex('files', 'byStatus', all('waiting'), WAITING_LOOK);
  const dues = waiting.map(({ state }) => (state.status === 'waiting' ? state.retryAt : Infinity));
  const others = await Promise.all(
    (['queued', 'hashed', 'hashing', 'uploading'] as const).map((status) =>
      database.getKeyFromIndex('files', 'byStatus', all(status)),
    ),
  );
  return {
    isOpen: dues.length > 0 || others.some((key) => key !== undefined),
    nextDue: dues.length > 0 ? epochMs(Math.min(...dues)) : null,
  };
}

/** Places in the queue of files that were read to the end, so that their bytes may lie in the spool. */
export async function spooledOrders(database: LogDatabase): Promise<Set<number>> {
  const hashed = await database.getAllFromIndex('files', 'byStatus', all('hashed'));
  const waiting = await database.getAllFromIndex('files', 'byStatus', all('waiting'));
  const spooled = waiting.filter(
    ({ state }) => state.status === 'waiting' && state.resume.status === 'hashed',
  );
  return new Set([...hashed, ...spooled].map(({ order }) => order));
}
