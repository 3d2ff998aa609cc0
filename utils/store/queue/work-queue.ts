import type { QueuedFile, Work } from '../../ports/work-queue.ts';
import { checkpointOf, type FileStatus, isDue } from '../../domain/file/file.ts';
import { nameKey } from '../../domain/photo/safe-name.ts';
import { type EpochMs, epochMs } from '../../units.ts';
import { allOf } from '../ranges.ts';
import type { LogDatabase } from '../schema.ts';

/** Waiting files that are looked at for the next due one; they are few, for a busy service stops the queue as a whole. */
const WAITING_LOOK = 1_000;

const needsBytes = ({ state }: QueuedFile): boolean => checkpointOf(state)?.status === 'queued';

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
): Promise<Work> {
  const transaction = database.transaction(['files', 'contents']);
  const index = transaction.objectStore('files').index('byStatus');
  const [hashed, waiting, queued] = await Promise.all([
    index.getAll(allOf('hashed'), limit + takenCount),
    index.getAll(allOf('waiting'), WAITING_LOOK),
    index.getAll(allOf('queued'), limit + takenCount),
  ]);
  const due: QueuedFile[] = [];
  let nextDue = Infinity;
  for (const file of waiting)
    if (file.state.status === 'waiting' && !isTaken(file.key)) {
      if (isDue(file.state, now)) due.push(file);
      else nextDue = Math.min(nextDue, file.state.retryAt);
    }
  const files = [...hashed, ...due, ...queued].filter(({ key }) => !isTaken(key)).slice(0, limit);
  const checksums = new Set(files.filter(needsBytes).map(({ checksum }) => checksum));
  const contents = transaction.objectStore('contents');
  const found = await Promise.all([...checksums].map((checksum) => contents.get(checksum)));
  const known = new Map(found.flatMap((content) => (content ? [[content.checksum, content]] : [])));
  return { files, known, nextDue: nextDue === Infinity ? null : epochMs(nextDue) };
}

/** Which of these places in the queue are of files that are neither done nor failed. */
export async function openOrders(database: LogDatabase, orders: readonly number[]): Promise<Set<number>> {
  const index = database.transaction('files').store.index('byStatus');
  const statuses: FileStatus[] = ['queued', 'hashing', 'hashed', 'uploading', 'waiting'];
  const isOpen = await Promise.all(
    orders.map(async (order) => {
      const keys = await Promise.all(statuses.map((status) => index.getKey([status, order])));
      return keys.some((key) => key !== undefined);
    }),
  );
  return new Set(orders.filter((_, place) => isOpen[place]));
}

/** The file that each path belongs to, in one transaction; null for what is not ours. */
export function filesAt(database: LogDatabase, paths: readonly string[]): Promise<(QueuedFile | null)[]> {
  const transaction = database.transaction(['paths', 'files']);
  const [owners, files] = [transaction.objectStore('paths'), transaction.objectStore('files')];
  return Promise.all(
    paths.map(async (path) => {
      const owner = await owners.get(nameKey(path));
      const file = owner && (await files.get(owner.fileKey));
      return file && nameKey(file.path) === nameKey(path) ? file : null;
    }),
  );
}
