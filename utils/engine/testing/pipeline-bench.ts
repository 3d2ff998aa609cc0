import { sizeOf } from '../../http/bytes.ts';
import type { Fetch } from '../../http/send.ts';
import { checkpointOf, isDue } from '../../domain/file/file.ts';
import { speedBounds } from '../../domain/progress/concurrency.ts';
import { createPartSize } from '../../domain/progress/part-size.ts';
import { transition } from '../../domain/file/transition.ts';
import { epochMs, md5, recordName, relativePath } from '../../units.ts';
import { createBackoffs } from '../flow/backoff.ts';
import { adjustConcurrency, createConcurrencyLimiter } from '../flow/concurrency.ts';
import { createPipeline } from '../transfer/pipeline.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { createProgressBoard } from '../progress/progress-board.ts';
import { MAX_PART_MEMORY_BYTES } from '../transfer/refetched-bytes.ts';
import { createSemaphore } from '../flow/semaphore.ts';
import { createSpoolBudget } from '../spool/spool-budget.ts';
import { createFailureBudget } from '../flow/failure-budget.ts';
import { createVirtualLink, createVirtualTime, type VirtualTime } from './virtual-time.ts';
import type { FileTools } from '../transfer/file-context.ts';

export const MB = 1_000_000;
export const MBIT = MB / 8;
/** Bytes that one transfer moves before the next has its turn. */
const PIECE_BYTES = 512 * 1024;
/** What a transaction of the log takes. */
const TRANSACTION_MS = 6;
const ANY_MD5 = md5('0'.repeat(32));

/** A line, in bytes a second. */
export interface VirtualLine {
  down: number;
  up: number;
  latencyMs: number;
}
export const home: VirtualLine = { down: 100 * MBIT, up: 50 * MBIT, latencyMs: 40 };

const queued = (sizeBytes: number, order: number): QueuedFile => ({
  ...{
    key: `${order}#`,
    order,
    itemKey: `${order}`,
    libraryKey: 'main',
    role: 'original',
    holder: recordName('m'),
  },
  ...{
    field: 'resOriginalRes',
    checksum: `${order}`,
    sizeBytes,
    takenAt: epochMs(0),
    isCopy: false,
    wantedName: null,
    replaces: null,
  },
  ...{ path: relativePath(`${order}`), state: { status: 'queued' } },
});

/** The real pipeline between services in virtual time, on a log that is kept in memory. */
export interface PipelineBench {
  time: VirtualTime;
  log: Map<string, QueuedFile>;
  /** Moves everything that is in the log. */
  run(): Promise<void>;
}

/**
 * @param sizes of the files in the log, in bytes
 * @param change what differs of the tools
 */
export function createBench(
  sizes: readonly number[],
  link: VirtualLine,
  change: (tools: FileTools) => Partial<FileTools> = () => ({}),
): PipelineBench {
  const time = createVirtualTime();
  const [down, up] = [createVirtualLink(time, link.down), createVirtualLink(time, link.up)];
  const log = new Map(sizes.map(queued).map((file) => [file.key, file]));
  const held = new Map<string, number>();
  const ready = new Set<string>();
  const fileOf = (key: string): QueuedFile => {
    const file = log.get(key);
    if (!file) throw new Error(`there is no file ${key}`);
    return file;
  };
  const fetch: Fetch = async (url, init) => {
    await time.wait(link.latencyMs);
    const { sizeBytes } = fileOf(`${new URL(url).pathname.slice(1)}#`);
    const range = /bytes=(\d+)-(\d+)/.exec(new Headers(init.headers).get('Range') ?? '');
    let left = range ? Number(range[2]) - Number(range[1]) + 1 : sizeBytes;
    const body = new ReadableStream({
      type: 'bytes',
      async pull(controller) {
        const bytes = Math.min(left, PIECE_BYTES);
        await down(bytes);
        controller.enqueue(new Uint8Array(bytes));
        left -= bytes;
        if (left > 0) return;
        controller.close();
        controller.byobRequest?.respond(0);
      },
    });
    return new Response(body, { status: range ? 206 : 200 });
  };
  const jottacloud: FileTools['jottacloud'] = {
    async allocate({ path }) {
      await time.wait(link.latencyMs);
      return { kind: 'upload', uploadUrl: path, resumePosition: held.get(path) ?? 0 };
    },
    async sendPart({ uploadUrl, start, sizeBytes }, part, onSent) {
      await time.wait(link.latencyMs);
      const size = sizeOf(part);
      for (let sent = 0; sent < size; sent += PIECE_BYTES) {
        await up(Math.min(PIECE_BYTES, size - sent));
        onSent(Math.min(sent + PIECE_BYTES, size));
      }
      held.set(uploadUrl, start + size);
      return start + size < sizeBytes
        ? { kind: 'incomplete' }
        : { kind: 'complete', content: { md5: ANY_MD5, sizeBytes } };
    },
    readText: async () => '',
    readStored: async () => null,
  };
  const backoffs = createBackoffs(time);
  const [downloads, uploads] = [
    createConcurrencyLimiter(speedBounds.normal),
    createConcurrencyLimiter(speedBounds.normal),
  ];
  const stop = new AbortController();
  const tools: FileTools = {
    ...{ fetch, jottacloud, backoffs, clock: time, downloads, uploads, destinationFolder: 'Photos' },
    rangeWorks: true,
    existing: { at: async () => null },
    thumbnails: { offer: () => undefined, forget: () => undefined, looked: () => undefined },
    store: {
      async takeWork(now, limit, isTaken) {
        await time.wait(TRANSACTION_MS);
        const free = [...log.values()].filter(({ key, state }) => checkpointOf(state) && !isTaken(key));
        const isReady = ({ state }: QueuedFile): boolean => state.status !== 'waiting' || isDue(state, now);
        const dues = free.flatMap((file) =>
          file.state.status === 'waiting' && !isReady(file) ? [file.state.retryAt] : [],
        );
        return {
          ...{ files: free.filter(isReady).slice(0, limit), known: new Map() },
          nextDue: dues.toSorted((a, b) => a - b)[0] ?? null,
        };
      },
      async apply(key, ...events) {
        await time.wait(TRANSACTION_MS);
        const file = fileOf(key);
        const changed = { ...file, state: events.reduce(transition, file.state) };
        log.set(key, changed);
        return changed;
      },
      knownContent: async () => null,
      forgetContent: async () => undefined,
      saveContentOf: async ({ key }) => fileOf(key),
      saveProvedSize: async ({ key }) => fileOf(key),
      rename: async ({ key }) => fileOf(key),
      readOwnFile: () => Promise.reject(new Error('there is none')),
    },
    spool: {
      // of the bytes nothing counts but how many they are
      create: async ({ sizeBytes }) => ({
        ...{ keptBytes: 0, hasRoom: true, readKept: () => [], write: () => undefined },
        finish: async () => blank(sizeBytes),
        leave: async () => 0,
        discard: async () => undefined,
      }),
      open: async () => null,
      remove: async () => undefined,
    },
    downloadUrls: {
      isReady: ({ key }) => ready.has(key),
      async prepare(files) {
        await time.wait(link.latencyMs);
        for (const { key } of files) ready.add(key);
      },
      of: async ({ key, checksum, sizeBytes }) => ({
        url: `https://cvws.icloud-content.com/${key.slice(0, -1)}`,
        ...{ checksum, sizeBytes },
      }),
      forget: ({ key }) => void ready.delete(key),
    },
    hashes: {
      lend: (work) =>
        work({
          update: () => undefined,
          restart: () => undefined,
          finish: () => ({ md5: ANY_MD5, checksum: '' }),
        }),
    },
    board: createProgressBoard(time.now()),
    failureBudget: createFailureBudget(backoffs, time),
    spoolBudget: createSpoolBudget(),
    partMemory: createSemaphore(MAX_PART_MEMORY_BYTES),
    onOddSize: () => undefined,
    partSize: createPartSize(),
  };
  const pipeline = createPipeline({ ...tools, ...change(tools) }, stop.signal);
  return {
    ...{ time, log },
    async run() {
      void adjustConcurrency({ downloads, uploads, backoffs, clock: time }, stop.signal);
      await pipeline.run(() => true).finally(() => stop.abort());
    },
  };
}

/** A Blob of so many bytes that takes no memory: of one piece, again and again. */
const piece = new Blob([new Uint8Array(PIECE_BYTES)]);
const blank = (bytes: number): Blob =>
  new Blob([
    ...Array.from({ length: Math.floor(bytes / PIECE_BYTES) }, () => piece),
    piece.slice(0, bytes % PIECE_BYTES),
  ]);
