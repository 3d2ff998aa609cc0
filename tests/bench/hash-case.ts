import { createContentHash } from '../../utils/engine/content-hash.ts';
import type { BenchCase } from './bench-case.ts';
import { median } from './bench-session.ts';

const CHUNK_BYTES = 1024 * 1024;
const CHUNKS = 512;
const LEAST = 300;

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
    for (let time = 0; time < times; time += 1) {
      hash.restart();
      const startedAt = performance.now();
      for (let index = 0; index < CHUNKS; index += 1) hash.update(chunk);
      hash.finish();
      speeds.push((CHUNKS * CHUNK_BYTES) / 1_000 / (performance.now() - startedAt));
    }
    const speed = median(speeds);
    return {
      figure: speed.toFixed(0),
      isReached: speed >= LEAST,
      notes: speeds.map((each) => each.toFixed(0)).join(', '),
    };
  },
};
