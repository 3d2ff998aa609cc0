import { speedBounds } from '../../domain/progress/concurrency.ts';
import { createPartSize } from '../../domain/progress/part-size.ts';
import { relativePath } from '../../units.ts';
import { createBackoffs } from '../flow/backoff.ts';
import { adjustConcurrency, createConcurrencyLimiter } from '../flow/concurrency.ts';
import { createPipeline } from '../transfer/pipeline.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { createProgressBoard } from '../progress/progress-board.ts';
import { MAX_PART_MEMORY_BYTES } from '../transfer/upload/refetched-bytes.ts';
import { createSemaphore } from '../flow/semaphore.ts';
import { createSpoolBudget } from '../spool/spool-budget.ts';
import { createFailureBudget } from '../flow/failure-budget.ts';
import { createMemoryQueue, fileOf } from './memory-queue.ts';
import { queuedFile } from './queued-file.ts';
import {
  ANY_MD5,
  blankSpool,
  createVirtualFetch,
  createVirtualJottacloud,
  createVirtualUrls,
  type VirtualLine,
} from './virtual-services.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';
import type { FileTools } from '../transfer/file-context.ts';

export const MB = 1_000_000;
export const MBIT = MB / 8;

/** The line of an ordinary home. */
export const home: VirtualLine = { down: 100 * MBIT, up: 50 * MBIT, latencyMs: 40 };

/** The real pipeline between services in virtual time, with a queue in memory. */
export interface PipelineBench {
  time: VirtualTime;
  log: Map<string, QueuedFile>;
  /** Transfers all files of the log. */
  run(): Promise<void>;
}

const keyOf = (order: number | string): string => `${order}#`;

const createFile = (sizeBytes: number, order: number): QueuedFile =>
  queuedFile({
    key: keyOf(order),
    order,
    itemKey: `${order}`,
    checksum: `${order}`,
    sizeBytes,
    path: relativePath(`${order}`),
  });

/**
 * Creates a bench with queued files.
 *
 * @param sizes of the files, in bytes
 * @param change returns the tools that a test replaces
 */
export function createBench(
  sizes: readonly number[],
  line: VirtualLine,
  change: (tools: FileTools) => Partial<FileTools> = () => ({}),
): PipelineBench {
  const time = createVirtualTime();
  const log = new Map(sizes.map(createFile).map((file) => [file.key, file]));
  const tools = createTools(time, line, log);
  const { downloads, uploads, backoffs } = tools;
  const stop = new AbortController();
  const pipeline = createPipeline({ ...tools, ...change(tools) }, stop.signal);
  return {
    time,
    log,
    async run() {
      void adjustConcurrency({ downloads, uploads, backoffs, clock: time }, stop.signal);
      await pipeline.run(() => true).finally(() => stop.abort());
    },
  };
}

function createTools(time: VirtualTime, line: VirtualLine, log: Map<string, QueuedFile>): FileTools {
  const backoffs = createBackoffs(time);
  return {
    fetch: createVirtualFetch(time, line, (order) => fileOf(log, keyOf(order)).sizeBytes),
    jottacloud: createVirtualJottacloud(time, line),
    downloadUrls: createVirtualUrls(time, line),
    store: createMemoryQueue(time, log),
    spool: blankSpool,
    clock: time,
    backoffs,
    downloads: createConcurrencyLimiter(speedBounds.normal, { firstAlone: true }),
    uploads: createConcurrencyLimiter(speedBounds.normal),
    lease: Promise.resolve(),
    destinationFolder: 'Photos',
    rangeWorks: true,
    existing: { begin: () => undefined, at: async () => null },
    hashes: {
      lend: (_, work) =>
        work({
          update: () => undefined,
          restart: () => undefined,
          finish: async () => ({ md5: ANY_MD5, checksum: '' }),
        }),
    },
    board: createProgressBoard(time.now()),
    failureBudget: createFailureBudget(backoffs, time),
    spoolBudget: createSpoolBudget(),
    partMemory: createSemaphore(MAX_PART_MEMORY_BYTES),
    onOddSize: () => undefined,
    partSize: createPartSize(),
  };
}
