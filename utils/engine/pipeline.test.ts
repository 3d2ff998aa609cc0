import { expect, test, vi } from 'vitest';
import { sizeOf } from '../http/bytes.ts';
import type { Fetch } from '../http/send.ts';
import { speedBounds } from '../transfer/parallelism.ts';
import { createPartSize } from '../transfer/part-size.ts';
import { transition } from '../transfer/transition.ts';
import { epochMs, md5, recordName, relativePath } from '../units.ts';
import { createGates } from './gate.ts';
import { adjustLanes, createLanes } from './lanes.ts';
import { createPipeline } from './pipeline.ts';
import type { QueuedFile } from './ports.ts';
import { createProgressBoard } from './progress-board.ts';
import { PART_ROOM_BYTES } from './refetched-bytes.ts';
import type { FileTools } from './run-file.ts';
import { createSlots } from './slots.ts';
import { createSpoolRoom } from './spool-room.ts';
import { createStrikes } from './strikes.ts';
import { createVirtualLink, createVirtualTime } from './testing/virtual-time.ts';

vi.setConfig({ testTimeout: 120_000 });

const MB = 1_000_000;
const MBIT = MB / 8;
/** Bytes that one transfer moves before the next has its turn. */
const PIECE_BYTES = 512 * 1024;
/** What a transaction of the log takes. */
const TRANSACTION_MS = 6;
const ANY_MD5 = md5('0'.repeat(32));

const times = (count: number, ...bytes: number[]): number[] =>
  Array.from({ length: count }, () => bytes).flat();
const home = { down: 100 * MBIT, up: 50 * MBIT, latencyMs: 40 };

const queued = (sizeBytes: number, order: number): QueuedFile => ({
  ...{
    key: `${order}#`,
    order,
    itemKey: `${order}`,
    libraryKey: 'main',
    role: 'original',
    holder: recordName('m'),
  },
  ...{ field: 'resOriginalRes', checksum: `${order}`, sizeBytes, takenAt: epochMs(0), replaces: null },
  ...{ path: relativePath(`${order}`), state: { status: 'queued' } },
});

/** Moves files of these sizes over a link on which nothing else takes time. @returns time of the ideal link ÷ its time */
async function move(sizes: readonly number[], link: typeof home): Promise<number> {
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
    readStored: async () => null,
  };
  const gates = createGates(time);
  const [downloads, uploads] = [createLanes(speedBounds.normal), createLanes(speedBounds.normal)];
  const stop = new AbortController();
  const pipeline = createPipeline(
    {
      ...{ fetch, jottacloud, gates, clock: time, downloads, uploads, destinationFolder: 'Photos' },
      foreign: { at: async () => null },
      thumbnails: { offer: () => undefined, forget: () => undefined, looked: () => undefined },
      store: {
        async takeWork(_now, limit, isTaken) {
          await time.wait(TRANSACTION_MS);
          const open = [...log.values()].filter(
            ({ key, state }) => state.status === 'queued' && !isTaken(key),
          );
          return { files: open.slice(0, limit), known: new Map(), nextDue: null };
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
        saveContentOf: async (key) => fileOf(key),
        rename: async ({ key }) => fileOf(key),
        readOwnFile: () => Promise.reject(new Error('there is none')),
      },
      spool: {
        // of the bytes nothing counts but how many they are
        create: async ({ sizeBytes }) => ({
          ...{ keptBytes: 0, hasRoom: true, readKept: () => [], write: () => undefined },
          finish: async () => blank(sizeBytes),
          leave: async () => undefined,
          discard: async () => undefined,
        }),
        open: async () => null,
        remove: async () => undefined,
      },
      addresses: {
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
      strikes: createStrikes(gates),
      spoolRoom: createSpoolRoom(),
      partRoom: createSlots(PART_ROOM_BYTES),
      partSize: createPartSize(),
    },
    stop.signal,
  );
  void adjustLanes({ downloads, uploads, gates, clock: time }, stop.signal);
  await time.runUntil(pipeline.run(() => true));
  stop.abort();
  expect([...log.values()].filter(({ state }) => state.status !== 'done')).toEqual([]);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return bytes / Math.min(link.down, link.up) / (time.now() / 1_000);
}

/** A Blob of so many bytes that takes no memory: of one piece, again and again. */
const piece = new Blob([new Uint8Array(PIECE_BYTES)]);
const blank = (bytes: number): Blob =>
  new Blob([
    ...Array.from({ length: Math.floor(bytes / PIECE_BYTES) }, () => piece),
    piece.slice(0, bytes % PIECE_BYTES),
  ]);

const videos = [120, 60, 40, 30, 20, 10].map((size) => size * MB);

test.each([
  {
    name: 'photos, Live Photos, small ones, then videos',
    sizes: [...times(80, 2.5 * MB), ...times(30, 1.8 * MB, 0.9 * MB), ...times(200, 150_000), ...videos],
    least: 0.97,
  },
  { name: 'small files', sizes: times(500, 150_000), least: 0.93 },
  { name: 'ordinary photos', sizes: times(100, 3 * MB), least: 0.97 },
  { name: 'videos that lie together with ordinary files', sizes: times(12, 60 * MB), least: 0.93 },
  { name: 'videos that lie by themselves', sizes: times(5, 300 * MB), least: 0.85 },
])('$name: the narrower direction is kept busy', async ({ sizes, least }) => {
  expect(await move(sizes, home)).toBeGreaterThan(least);
});

test('one video that is most of a library goes as fast as its checksum allows', async () => {
  const link = { down: 200 * MBIT, up: 200 * MBIT, latencyMs: 20 };
  // the video arrives before it leaves: 23 s and 20 s more, where 23 s would be ideal
  expect(await move([...times(100, 0.75 * MB), 500 * MB], link)).toBeGreaterThan(0.97 * (575 / (575 + 500)));
});
