import { bytesOf, joinSources, type ByteSource } from './byte-source.ts';

/** A source is cut into blocks of this size; each shows another window of the same noise and begins with a mark of its own. */
const BLOCK_BYTES = 64 * 1024;
const MARK_BYTES = 16;
/** Size of the noise that all windows lie in. */
const NOISE_BYTES = 1024 * 1024;
const noise = makeNoise();

/**
 * Bytes of the given size that depend on the seed alone, different from block to block and from seed to seed; need no
 * memory and are made about as fast as they are copied, so 5 GB cost nothing until they are read.
 */
export function seededBytes(sizeBytes: number, seed: number): ByteSource {
  const read = (start: number, end: number) => {
    const bytes = new Uint8Array(Math.max(0, end - start));
    for (let position = start; position < end;) {
      const index = Math.floor(position / BLOCK_BYTES);
      const within = position - index * BLOCK_BYTES;
      const until = Math.min(BLOCK_BYTES, within + end - position);
      const window = mix(seed, index, 0) % (NOISE_BYTES - BLOCK_BYTES);
      bytes.set(noise.subarray(window + within, window + until), position - start);
      if (within < MARK_BYTES) bytes.set(mark(seed, index).subarray(within, until), position - start);
      position += until - within;
    }
    return bytes;
  };
  return { sizeBytes, read };
}

/** A file's first bytes are given, the rest up to `sizeBytes` is seeded; never shorter than the beginning. */
export function beginningWith(beginning: Uint8Array, sizeBytes: number, seed: number): ByteSource {
  if (sizeBytes <= beginning.length) return bytesOf(beginning);
  // Made when read: a library of a million photos is a million of these.
  const joined = (): ByteSource =>
    joinSources(bytesOf(beginning), seededBytes(sizeBytes - beginning.length, seed));
  return { sizeBytes, read: (start, end) => joined().read(start, end) };
}

function mark(seed: number, index: number): Uint8Array {
  const words = new Uint32Array(MARK_BYTES / 4);
  return new Uint8Array(words.map((_, at) => mix(seed, index, at + 1)).buffer);
}

/** Three numbers into one of 32 bits. */
function mix(seed: number, index: number, salt: number): number {
  let mixed =
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^
    Math.imul(index + 1, 0xc2b2ae35) ^
    Math.imul(salt + 1, 0x27d4eb2f);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** xorshift32. */
function makeNoise(): Uint8Array {
  const words = new Uint32Array(NOISE_BYTES / 4);
  let state = 0x2545f491;
  for (let at = 0; at < words.length; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state;
  }
  return new Uint8Array(words.buffer);
}
