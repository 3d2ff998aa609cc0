import type { QueuedFile } from '../engine/ports.ts';
import type { FileStatus } from '../transfer/file.ts';
import { type EpochMs, epochMs } from '../units.ts';
import type { LogDatabase } from './database.ts';

/** Waiting files that are looked at for the next due one; they are few, for a busy service stops the queue as a whole. */
const WAITING_LOOK = 1_000;

const all = (status: FileStatus): IDBKeyRange => IDBKeyRange.bound([status, -Infinity], [status, Infinity]);

/**
 * Next files to work on: hashed ones, then waiting ones that are due, then queued ones, each in the order of the list.
 * One small transaction, whatever the size of the library.
 *
 * @param isTaken files that are under way already; at most `takenCount` of them
 */
export async function takeWork(
  database: LogDatabase,
  now: EpochMs,
  limit: number,
  isTaken: (key: string) => boolean,
  takenCount: number,
): Promise<{ files: QueuedFile[]; nextDue: EpochMs | null }> {
  const index = database.transaction('files').store.index('byStatus');
  const [hashed, waiting, queued] = await Promise.all([
    index.getAll(all('hashed'), limit + takenCount),
    index.getAll(all('waiting'), WAITING_LOOK),
    index.getAll(all('queued'), limit + takenCount),
  ]);
  const due: QueuedFile[] = [];
  let nextDue = Infinity;
  for (const file of waiting)
    if (file.state.status === 'waiting' && !isTaken(file.key)) {
      if (file.state.retryAt <= now) due.push(file);
      else nextDue = Math.min(nextDue, file.state.retryAt);
    }
  const files = [...hashed, ...due, ...queued].filter(({ key }) => !isTaken(key)).slice(0, limit);
  return { files, nextDue: nextDue === Infinity ? null : epochMs(nextDue) };
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
