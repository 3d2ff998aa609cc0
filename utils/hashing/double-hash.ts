import { MD5_START, md5Function } from './md5-code.ts';
import { BLOCK_BYTES } from './over-blocks.ts';
import { SCHEDULE_BYTES, SHA1_START, sha1Function } from './sha1-code.ts';
import { fourfoldSchedule, plainSchedule, type Schedule } from './sha1-schedule.ts';
import { buildModule } from './wasm-module.ts';

/** MD5 of bytes, and SHA-1 of the same bytes with others before them, in one pass. */
export interface DoubleHash {
  update(bytes: Uint8Array): void;
  /** Forgets what it has read. */
  restart(): void;
  /** Both sums; then it must be restarted. */
  finish(): { md5: Uint8Array; sha1: Uint8Array };
}

// Where what lies in the memory of an instance.
const MD5_STATE = 0;
const SHA1_STATE = 32;
const SCHEDULE = 64;
/** Here the next bytes come; just before it lie those that do not fill a block yet. */
const NEXT = SCHEDULE + SCHEDULE_BYTES + BLOCK_BYTES;
const MEMORY_PAGES = 2;

/** Bytes that are taken at a time: they are still in the processor's cache when the second hash reads them. */
const PIECE_BYTES = 64 * 1024;
/** At the end of the last block: the length of the whole in bits. Source: RFC 1321, 3.2; FIPS 180-4, 5.1.1. */
const LENGTH_BYTES = 8;

/** One of the two, and how far it is. */
interface Half {
  run(from: number, to: number): void;
  state: number;
  start: readonly number[];
  /** What it has in front of the bytes. */
  before: Uint8Array;
  isLowByteFirst: boolean;
  totalBytes: number;
  /** Bytes that do not fill a block yet. */
  waitingBytes: number;
}

interface Exports {
  memory: WebAssembly.Memory;
  md5: Half['run'];
  sha1: Half['run'];
}

let compiled: Promise<WebAssembly.Module> | null = null;

/** @param before what SHA-1 has in front of the bytes: less than a block */
export async function createDoubleHash(before: Uint8Array): Promise<DoubleHash> {
  compiled ??= WebAssembly.compile(fastestCode());
  return overInstance(await WebAssembly.instantiate(await compiled), before);
}

/** With four words at once where the processor has instructions for it. */
function fastestCode(): Uint8Array<ArrayBuffer> {
  const fast = doubleHashCode(fourfoldSchedule);
  return WebAssembly.validate(fast) ? fast : doubleHashCode(plainSchedule);
}

/** The module of both. */
export const doubleHashCode = (schedule: Schedule): Uint8Array<ArrayBuffer> =>
  buildModule(
    [md5Function(MD5_STATE), sha1Function(schedule, { state: SHA1_STATE, at: SCHEDULE })],
    MEMORY_PAGES,
  );

/** The two functions of an instance as one hash. */
export function overInstance({ exports }: WebAssembly.Instance, before: Uint8Array): DoubleHash {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the module above exports
  const { memory, ...run } = exports as unknown as Exports;
  const bytes = new Uint8Array(memory.buffer);
  const view = new DataView(memory.buffer);
  const fresh = { totalBytes: 0, waitingBytes: 0 };
  const nothing = new Uint8Array(0);
  const md5: Half = {
    ...{ run: run.md5, state: MD5_STATE, start: MD5_START },
    ...{ before: nothing, isLowByteFirst: true, ...fresh },
  };
  const sha1: Half = {
    ...{ run: run.sha1, state: SHA1_STATE, start: SHA1_START },
    ...{ before, isLowByteFirst: false, ...fresh },
  };

  const restart = (): void => {
    for (const half of [md5, sha1]) {
      for (const [index, word] of half.start.entries()) view.setUint32(half.state + index * 4, word, true);
      bytes.set(half.before, NEXT - half.before.length);
      half.totalBytes = half.before.length;
      half.waitingBytes = half.before.length;
    }
  };
  const take = (piece: Uint8Array): void => {
    bytes.set(piece, NEXT);
    for (const half of [md5, sha1]) {
      const from = NEXT - half.waitingBytes;
      const ready = half.waitingBytes + piece.length;
      half.waitingBytes = ready % BLOCK_BYTES;
      half.totalBytes += piece.length;
      if (ready >= BLOCK_BYTES) half.run(from, from + ready - half.waitingBytes);
    }
    bytes.copyWithin(NEXT - BLOCK_BYTES, NEXT + piece.length - BLOCK_BYTES, NEXT + piece.length);
  };
  const finished = (half: Half): Uint8Array => {
    const { waitingBytes, state, isLowByteFirst } = half;
    const blocks = waitingBytes + 1 + LENGTH_BYTES > BLOCK_BYTES ? 2 : 1;
    const end = NEXT - waitingBytes + blocks * BLOCK_BYTES;
    bytes.fill(0, NEXT, end)[NEXT] = 0x80;
    view.setBigUint64(end - LENGTH_BYTES, BigInt(half.totalBytes) * 8n, isLowByteFirst);
    half.run(NEXT - waitingBytes, end);
    const sum = new DataView(new ArrayBuffer(half.start.length * 4));
    for (let at = 0; at < sum.byteLength; at += 4)
      sum.setUint32(at, view.getUint32(state + at, true), isLowByteFirst);
    return new Uint8Array(sum.buffer);
  };

  restart();
  return {
    restart,
    update(all) {
      for (let at = 0; at < all.length; at += PIECE_BYTES) take(all.subarray(at, at + PIECE_BYTES));
    },
    finish: () => ({ md5: finished(md5), sha1: finished(sha1) }),
  };
}
