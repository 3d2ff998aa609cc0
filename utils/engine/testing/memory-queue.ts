import { checkpointOf, isDue } from '../../domain/file/file.ts';
import { transition } from '../../domain/file/transition.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import type { FileTools } from '../transfer/file-context.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Duration of a transaction of the log. */
const TRANSACTION_MS = 6;

/** Creates a work queue that keeps its files in `log`, by key. */
export function createMemoryQueue(time: VirtualTime, log: Map<string, QueuedFile>): FileTools['store'] {
  return {
    async takeWork(now, limit, isTaken) {
      await time.wait(TRANSACTION_MS);
      const free = [...log.values()].filter(({ key, state }) => checkpointOf(state) && !isTaken(key));
      const isReady = ({ state }: QueuedFile): boolean => state.status !== 'waiting' || isDue(state, now);
      const dueTimes = free.flatMap((file) =>
        file.state.status === 'waiting' && !isReady(file) ? [file.state.retryAt] : [],
      );
      return {
        files: free.filter(isReady).slice(0, limit),
        known: new Map(),
        nextDue: dueTimes.toSorted((a, b) => a - b)[0] ?? null,
      };
    },
    async apply(key, ...events) {
      await time.wait(TRANSACTION_MS);
      const file = fileOf(log, key);
      const changed = { ...file, state: events.reduce(transition, file.state) };
      log.set(key, changed);
      return changed;
    },
    knownContent: async () => null,
    forgetContent: async () => undefined,
    saveContentOf: async ({ key }) => fileOf(log, key),
    saveVerifiedSize: async ({ key }) => fileOf(log, key),
    rename: async ({ key }) => fileOf(log, key),
    readOwnFile: () => Promise.reject(new Error('the bench has no files of our own')),
  };
}

/** Returns a file of the queue. @throws {Error} if there is none with this key */
export function fileOf(log: ReadonlyMap<string, QueuedFile>, key: string): QueuedFile {
  const file = log.get(key);
  if (!file) throw new Error(`there is no file ${key}`);
  return file;
}
