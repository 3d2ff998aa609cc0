import { sizeOf } from '../../http/bytes.ts';
import type { Fetch } from '../../http/send.ts';
import { md5 } from '../../units.ts';
import type { FileTools } from '../transfer/file-context.ts';
import { createVirtualLink, type VirtualTime } from './virtual-time.ts';

/** Bytes that one transfer moves before the next has its turn. */
const PIECE_BYTES = 512 * 1024;
/** MD5 of every virtual file. */
export const ANY_MD5 = md5('0'.repeat(32));

/** A line, in bytes a second. */
export interface VirtualLine {
  down: number;
  up: number;
  latencyMs: number;
}

/** Creates Apple's byte servers. The path of a URL is the order of a file; the body has its size, or that of the range. */
export function createVirtualFetch(
  time: VirtualTime,
  line: VirtualLine,
  sizeOfFile: (order: string) => number,
): Fetch {
  const download = createVirtualLink(time, line.down);
  return async (url, init) => {
    await time.wait(line.latencyMs);
    const sizeBytes = sizeOfFile(new URL(url).pathname.slice(1));
    const range = /bytes=(\d+)-(\d+)/.exec(new Headers(init.headers).get('Range') ?? '');
    let left = range ? Number(range[2]) - Number(range[1]) + 1 : sizeBytes;
    const body = new ReadableStream({
      type: 'bytes',
      async pull(controller) {
        const bytes = Math.min(left, PIECE_BYTES);
        await download(bytes);
        controller.enqueue(new Uint8Array(bytes));
        left -= bytes;
        if (left > 0) return;
        controller.close();
        controller.byobRequest?.respond(0);
      },
    });
    return new Response(body, { status: range ? 206 : 200 });
  };
}

/** Creates a Jottacloud that stores only how many bytes of each path it has received. */
export function createVirtualJottacloud(time: VirtualTime, line: VirtualLine): FileTools['jottacloud'] {
  const upload = createVirtualLink(time, line.up);
  const storedBytes = new Map<string, number>();
  return {
    async allocate({ path }) {
      await time.wait(line.latencyMs);
      return { kind: 'upload', uploadUrl: path, resumePosition: storedBytes.get(path) ?? 0 };
    },
    async sendPart({ uploadUrl, start, sizeBytes }, part, onSent) {
      await time.wait(line.latencyMs);
      const size = sizeOf(part);
      for (let sent = 0; sent < size; sent += PIECE_BYTES) {
        await upload(Math.min(PIECE_BYTES, size - sent));
        onSent(Math.min(sent + PIECE_BYTES, size));
      }
      storedBytes.set(uploadUrl, start + size);
      return start + size < sizeBytes
        ? { kind: 'incomplete' }
        : { kind: 'complete', content: { md5: ANY_MD5, sizeBytes } };
    },
    readText: async () => '',
    readStored: async () => null,
  };
}

/** Creates signed URLs that take one round trip for a batch of files. */
export function createVirtualUrls(time: VirtualTime, line: VirtualLine): FileTools['downloadUrls'] {
  const ready = new Set<string>();
  return {
    isReady: ({ key }) => ready.has(key),
    async prepare(files) {
      await time.wait(line.latencyMs);
      for (const { key } of files) ready.add(key);
    },
    of: async ({ order, checksum, sizeBytes }) => ({
      url: `https://cvws.icloud-content.com/${order}`,
      checksum,
      sizeBytes,
    }),
    forget: ({ key }) => void ready.delete(key),
  };
}

/** A spool that discards all bytes and returns blank content of the right size. */
export const blankSpool: FileTools['spool'] = {
  create: async ({ sizeBytes }) => ({
    keptBytes: 0,
    hasSpace: true,
    readSalted: null,
    readKept: () => [],
    write: () => undefined,
    finish: async () => blank(sizeBytes),
    leave: async () => 0,
    discard: async () => undefined,
  }),
  open: async () => null,
  remove: async () => undefined,
};

const piece = new Blob([new Uint8Array(PIECE_BYTES)]);

/** Creates a Blob that takes no memory: it repeats one piece. */
const blank = (sizeBytes: number): Blob =>
  new Blob([
    ...Array.from({ length: Math.floor(sizeBytes / PIECE_BYTES) }, () => piece),
    piece.slice(0, sizeBytes % PIECE_BYTES),
  ]);
