import type { QueuedFile, Work } from '../../ports/work-queue.ts';
import { checkpointOf, type FileStatus, isDue } from '../../domain/file/file.ts';
import { nameKey } from '../../domain/photo/safe-name.ts';
import { type EpochMs, epochMs } from '../../units.ts';
import { allOf } from '../ranges.ts';
import { readPriorities, removeCopied } from './priorities.ts';
import type { LogDatabase } from '../schema.ts';

/** Waiting files that are read to find the next due one. They are few: a busy service stops the whole queue. */
const MAX_WAITING_READ = 1_000;

/** Which files to take. */
interface WorkWanted {
  now: EpochMs;
  /** Most files to return. */
  limit: number;
  /** Whether a file is already in transfer. */
  isTaken: (key: string) => boolean;
  /** Number of files in transfer. */
  takenCount: number;
}

const needsBytes = ({ state }: QueuedFile): boolean => checkpointOf(state)?.status === 'queued';

/**
 * Returns the next files: those of photos that go first, then hashed ones, waiting ones that are due, and queued ones, each
 * in queue order. Uses one small transaction, whatever the size of the library.
 */
export async function takeWork(
  database: LogDatabase,
  { now, limit, isTaken, takenCount }: WorkWanted,
): Promise<Work> {
  const transaction = database.transaction(['files', 'contents', 'priorities']);
  const index = transaction.objectStore('files').index('byStatus');
  const [hashed, waiting, queued, priorities] = await Promise.all([
    index.getAll(allOf('hashed'), limit + takenCount),
    index.getAll(allOf('waiting'), MAX_WAITING_READ),
    index.getAll(allOf('queued'), limit + takenCount),
    readPriorities(transaction, limit + takenCount),
  ]);
  const due: QueuedFile[] = [];
  let nextDue = Infinity;
  for (const file of waiting)
    if (file.state.status === 'waiting' && !isTaken(file.key)) {
      if (isDue(file.state, now)) due.push(file);
      else nextDue = Math.min(nextDue, file.state.retryAt);
    }
  const first = priorities.open
    .filter(({ state }) => state.status !== 'waiting' || isDue(state, now))
    .toSorted(byStep);
  const inOrder = new Map([...first, ...hashed, ...due, ...queued].map((file) => [file.key, file]));
  const files = [...inOrder.values()].filter(({ key }) => !isTaken(key)).slice(0, limit);
  const checksums = new Set(files.filter(needsBytes).map(({ checksum }) => checksum));
  const contents = transaction.objectStore('contents');
  const found = await Promise.all([...checksums].map((checksum) => contents.get(checksum)));
  const known = new Map(found.flatMap((content) => (content ? [[content.checksum, content]] : [])));
  if (priorities.copied.length > 0) await removeCopied(database, priorities.copied);
  return { files, known, nextDue: nextDue === Infinity ? null : epochMs(nextDue) };
}

/** Hashed files first, whose bytes are here, then in queue order. */
const byStep = (one: QueuedFile, other: QueuedFile): number =>
  Number(other.state.status === 'hashed') - Number(one.state.status === 'hashed') || one.order - other.order;

/** Returns those of the queue positions whose files are neither done nor failed. */
export async function openOrders(database: LogDatabase, orders: readonly number[]): Promise<Set<number>> {
  const index = database.transaction('files').store.index('byStatus');
  const statuses: FileStatus[] = ['queued', 'hashing', 'hashed', 'uploading', 'waiting'];
  const isOpen = await Promise.all(
    orders.map(async (order) => {
      const keys = await Promise.all(statuses.map((status) => index.getKey([status, order])));
      return keys.some((key) => key !== undefined);
    }),
  );
  return new Set(orders.filter((_, position) => isOpen[position]));
}

/** Returns the file that owns each path, in one transaction; null for paths that are not ours. */
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
