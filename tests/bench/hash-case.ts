import { createHash } from 'node:crypto';
import { memorySpool } from '../../utils/engine/spool/memory-spool.ts';
import { type ContentHash, createContentHash } from '../../utils/engine/transfer/content-hash.ts';
import type { BenchCase } from './bench-case.ts';
import { median } from './bench-session.ts';

/** As a response brings them. */
const CHUNK_BYTES = 1_000_000;
const PHOTO_BYTES = 5 * CHUNK_BYTES;
const PHOTOS = 100;
const PHOTOS_AT_A_TIME = 4;
/** Twice the rate of a 1 Gbit/s link. Source: docs/decisions/001-hash-wasm.md. */
const MIN_MB_PER_SECOND = 250;

const chunk = new Uint8Array(CHUNK_BYTES).map((_, index) => (index * 31) & 255);

/** MB/s of one way to hash the same bytes. */
interface Speed {
  /** By the processor time of the calling thread. Other work on the machine hardly changes it. */
  ofThread: number;
  byClock: number;
  /** Of all threads, seconds per GB. */
  cpuPerGigabyte: number;
}

async function measure(hashAll: () => Promise<void>): Promise<Speed> {
  const [clock, thread, all] = [performance.now(), process.threadCpuUsage(), process.cpuUsage()];
  await hashAll();
  const seconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1e6;
  const megabytes = (PHOTOS * PHOTO_BYTES) / 1e6;
  return {
    ofThread: megabytes / seconds(process.threadCpuUsage(thread)),
    byClock: (megabytes * 1_000) / (performance.now() - clock),
    cpuPerGigabyte: (seconds(process.cpuUsage(all)) * 1_000) / megabytes,
  };
}

/** Photos whose bytes the spool holds, several at a time. */
async function hashPhotos(hashes: readonly ContentHash[]): Promise<void> {
  let left = PHOTOS;
  const hashSome = async (hash: ContentHash): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const writer = await memorySpool.create({ order: 0, checksum: '', sizeBytes: PHOTO_BYTES });
      hash.restart(writer.readSalted);
      for (let at = 0; at < PHOTO_BYTES; at += CHUNK_BYTES) {
        hash.update(chunk);
        writer.write(chunk);
      }
      await hash.finish();
    }
  };
  await Promise.all(hashes.map(hashSome));
}

/** A video of which only the latest chunk is in memory. */
async function hashVideo(hash: ContentHash): Promise<void> {
  hash.restart();
  for (let at = 0; at < PHOTOS * PHOTO_BYTES; at += CHUNK_BYTES) hash.update(chunk);
  await hash.finish();
}

/** The same work by OpenSSL: what this machine can do. */
async function hashByOpenssl(): Promise<void> {
  const both = [createHash('md5'), createHash('sha1')];
  for (let at = 0; at < PHOTOS * PHOTO_BYTES; at += CHUNK_BYTES) for (const hash of both) hash.update(chunk);
  for (const hash of both) hash.digest();
}

const hashCase = (
  name: string,
  conditions: string,
  hashAll: (hashes: readonly ContentHash[]) => Promise<void>,
): BenchCase => ({
  name,
  conditions,
  measure: 'MB/s by the processor time of the engine’s thread',
  goal: `≥ ${MIN_MB_PER_SECOND}`,
  async run(times) {
    const hashes = await Promise.all(Array.from({ length: PHOTOS_AT_A_TIME }, createContentHash));
    const ours: Speed[] = [];
    const others: Speed[] = [];
    for (let time = 0; time < times; time += 1) {
      ours.push(await measure(() => hashAll(hashes)));
      others.push(await measure(hashByOpenssl));
    }
    const rounded = (figures: readonly number[]): string => figures.map((each) => each.toFixed(0)).join(', ');
    const speed = median(ours.map(({ ofThread }) => ofThread));
    const cost = median(ours.map(({ cpuPerGigabyte }) => cpuPerGigabyte));
    return {
      figure: speed.toFixed(0),
      isReached: speed >= MIN_MB_PER_SECOND,
      notes: [
        rounded(ours.map(({ ofThread }) => ofThread)),
        `by the clock ${rounded(ours.map(({ byClock }) => byClock))}`,
        `${cost.toFixed(1)} CPU s/GB`,
        `OpenSSL ${median(others.map(({ ofThread }) => ofThread)).toFixed(0)}`,
      ].join('; '),
    };
  },
});

/** MD5 and Apple's checksum together, in the same JavaScript engine that the browser has. */
export const hashCases: BenchCase[] = [
  hashCase('hashing of photos, MD5 and SHA-1', '5 MB in memory, four at a time', hashPhotos),
  hashCase('hashing of a video, MD5 and SHA-1', 'streamed in chunks of 1 MB', async ([hash]) => {
    if (hash) await hashVideo(hash);
  }),
];
