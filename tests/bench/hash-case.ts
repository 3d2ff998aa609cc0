import { createHash } from 'node:crypto';
import { createContentHash } from '../../utils/engine/transfer/content-hash.ts';
import type { BenchCase } from './bench-case.ts';
import { median } from './bench-session.ts';

const CHUNK_BYTES = 1024 * 1024;
const CHUNKS = 512;
/** Twice the rate of a 1 Gbit/s link. Source: docs/decisions/001-hash-wasm.md. */
const LEAST = 250;

/** MB/s at which all chunks go through. */
function speedOf(chunk: Uint8Array, update: (chunk: Uint8Array) => void, finish: () => void): number {
  const startedAt = performance.now();
  for (let index = 0; index < CHUNKS; index += 1) update(chunk);
  finish();
  return (CHUNKS * CHUNK_BYTES) / 1_000 / (performance.now() - startedAt);
}

/** The same work by OpenSSL: what this machine can do just now. */
function opensslSpeed(chunk: Uint8Array): number {
  const [md5, sha1] = [createHash('md5'), createHash('sha1')];
  return speedOf(
    chunk,
    (bytes) => [md5, sha1].map((hash) => hash.update(bytes)),
    () => [md5, sha1].map((hash) => hash.digest()),
  );
}

/** md5 and Apple's checksum together, in one thread of the same JavaScript engine that the browser has. */
export const hashCase: BenchCase = {
  name: 'hashing, md5 and SHA-1 together',
  conditions: 'one thread, chunks of 1 MiB',
  measure: 'MB/s',
  goal: `≥ ${LEAST}`,
  async run(times) {
    const chunk = new Uint8Array(CHUNK_BYTES).map((_, index) => (index * 31) & 255);
    const hash = await createContentHash();
    const speeds: number[] = [];
    const others: number[] = [];
    for (let time = 0; time < times; time += 1) {
      hash.restart();
      speeds.push(speedOf(chunk, hash.update, hash.finish));
      others.push(opensslSpeed(chunk));
    }
    const speed = median(speeds);
    return {
      figure: speed.toFixed(0),
      isReached: speed >= LEAST,
      notes: `${speeds.map((each) => each.toFixed(0)).join(', ')}; OpenSSL ${median(others).toFixed(0)}`,
    };
  },
};
