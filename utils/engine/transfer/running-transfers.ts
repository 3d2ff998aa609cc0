import type { EpochMs } from '../../units.ts';
import type { QueuedFile, Work } from '../../ports/work-queue.ts';
import { createAdmission } from './admission.ts';
import type { FileTools } from './file-context.ts';
import { createKnownContents } from './known-contents.ts';
import { transferFile } from './transfer-file.ts';

/** The files under way. */
export interface RunningTransfers {
  readonly size: number;
  has(key: string): boolean;
  /** Whether a file may begin now: the limits admit it, and no file under way could save its download. */
  admits(file: QueuedFile): boolean;
  begin(file: QueuedFile): void;
  /** Reads the queue with what it knows about the contents of the files read. */
  read(readQueue: () => Promise<Work>): Promise<Work>;
  /** Resolves when all files have ended. */
  settled(): Promise<void>;
  /** Time of the latest failure of a file; null if none failed. */
  readonly lastFailedAt: EpochMs | null;
}

/** What happens to a file under way. */
interface TransferEvents {
  onEnded(file: QueuedFile): void;
  /** Called for an error that needs a person. */
  onFatal(error: unknown): void;
}

/** Creates the list of transfers under way. */
export function createRunningTransfers(
  tools: FileTools,
  { onEnded, onFatal }: TransferEvents,
  signal: AbortSignal,
): RunningTransfers {
  const transfers = new Map<string, Promise<void>>();
  const admission = createAdmission();
  const contents = createKnownContents();
  let lastFailedAt: EpochMs | null = null;
  return {
    get size() {
      return transfers.size;
    },
    get lastFailedAt() {
      return lastFailedAt;
    },
    has: (key) => transfers.has(key),
    admits: (file) => admission.admits(file) && contents.isFree(file),
    begin(file) {
      tools.existing.begin(signal);
      admission.enter(file);
      const known = contents.begin(file.checksum);
      const learn = (ended: QueuedFile): void => {
        contents.learn(ended);
        if (ended.state.status === 'failed') lastFailedAt = tools.clock.now();
      };
      const end = (): void => {
        transfers.delete(file.key);
        admission.leave(file);
        contents.end(file.checksum);
        onEnded(file);
      };
      transfers.set(file.key, transferFile(file, known, tools, signal).then(learn, onFatal).finally(end));
    },
    async read(readQueue) {
      contents.beforeRead();
      const work = await readQueue();
      contents.afterRead(work);
      return work;
    },
    settled: async () => void (await Promise.all(transfers.values())),
  };
}
