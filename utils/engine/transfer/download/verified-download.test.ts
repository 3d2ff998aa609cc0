import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Spool } from '../../../ports/spool.ts';
import { MiB } from '../../../units.ts';
import { realClock } from '../../flow/real-clock.ts';
import { createDiskSpool } from '../../spool/disk-spool.ts';
import { createFakeDisk } from '../../testing/fake-disk.ts';
import { createHashPool } from '../content-hash.ts';
import type { RemoteBytes } from './remote-bytes.ts';
import { download } from './verified-download.ts';

const SALT = 'com.apple.XattrObjectSalt\0com.apple.DataObjectSalt\0';
/** Largest file that the spool keeps in memory. */
const MAX_IN_MEMORY_BYTES = 8 * MiB;
const NETWORK_BYTES = 100_000;
const signal = new AbortController().signal;
const hashes = createHashPool();

const noise = (length: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(length);
  let word = length;
  for (let at = 0; at < length; at += 1) bytes[at] = (word = Math.imul(word, 1_103_515_245) + 12_345) >>> 16;
  return bytes;
};

/** What OpenSSL gives. */
function expected(bytes: Uint8Array): { md5: string; checksum: string } {
  const sha1 = createHash('sha1').update(SALT).update(bytes).digest();
  return {
    md5: createHash('md5').update(bytes).digest('hex'),
    checksum: Buffer.concat([Buffer.of(1), sha1]).toString('base64'),
  };
}

/** Apple, whose pieces all come in the same memory. */
const remoteOf = (bytes: Uint8Array): RemoteBytes => ({
  async read(start, end, onChunk) {
    const buffer = new Uint8Array(NETWORK_BYTES);
    for (let at = start; at < end; at += NETWORK_BYTES) {
      const piece = bytes.subarray(at, Math.min(at + NETWORK_BYTES, end));
      buffer.set(piece);
      onChunk(buffer.subarray(0, piece.length));
    }
  },
  close: async () => undefined,
});

const openSpool = (): Spool => {
  const { folder, estimate } = createFakeDisk(100 * MiB).mount();
  return createDiskSpool(folder, estimate);
};

/** Downloads bytes that Apple has under a checksum. @returns also whether they were in memory */
async function downloadFrom(spool: Spool, bytes: Uint8Array, checksum: string) {
  const file = { order: 1, checksum, sizeBytes: bytes.length };
  const writer = await spool.create(file);
  const verified = await hashes.lend(writer.readSalted, (hash) => {
    const tools = { remote: remoteOf(bytes), hash, writer, clock: realClock, onReceived: () => undefined };
    return download(file, tools, signal);
  });
  const content = await writer.finish();
  const kept = content && (await new Blob([content]).bytes());
  return { verified, kept, isInMemory: writer.readSalted !== null, keptBytes: writer.keptBytes };
}

/** Blocks of both hashes have 64 bytes, of which the last 8 are the length; Apple's prefix has 51. */
const BLOCK_BORDERS = [4, 5, 12, 13, 14, 55, 56, 63, 64, 65, 127, 128, 129];
const PIECE_BORDERS = [65_535, 65_536, 65_537, NETWORK_BYTES - 1, NETWORK_BYTES, NETWORK_BYTES + 1];
const SPOOL_BORDERS = [MAX_IN_MEMORY_BYTES - 1, MAX_IN_MEMORY_BYTES, MAX_IN_MEMORY_BYTES + 1];

test.each([0, 1, 3 * MiB + 7, 11 * MiB + 7].concat(BLOCK_BORDERS, PIECE_BORDERS, SPOOL_BORDERS))(
  'the checksums of %i bytes are those that OpenSSL computes',
  async (sizeBytes) => {
    const bytes = noise(sizeBytes);
    const { md5, checksum } = expected(bytes);
    const { verified, kept, isInMemory } = await downloadFrom(openSpool(), bytes, checksum);
    expect(verified).toEqual({ md5, proof: 'checksum' });
    expect(Buffer.compare(kept ?? new Uint8Array(), bytes)).toBe(0);
    expect(isInMemory).toBe(sizeBytes <= MAX_IN_MEMORY_BYTES);
  },
);

test.each([5_000_000, 9 * MiB])('one wrong byte of %i is found', async (sizeBytes) => {
  const bytes = noise(sizeBytes);
  const { checksum } = expected(bytes);
  bytes[sizeBytes - 1] = 255 - (bytes[sizeBytes - 1] ?? 0);
  await expect(downloadFrom(openSpool(), bytes, checksum)).rejects.toMatchObject({ code: 'arrived-damaged' });
});

test('a video that resumes from half has the checksums of the whole', async () => {
  const bytes = noise(10 * MiB + 3);
  const { md5, checksum } = expected(bytes);
  const spool = openSpool();
  const writer = await spool.create({ order: 1, checksum, sizeBytes: bytes.length });
  writer.write(bytes.slice(0, 5 * MiB));
  await writer.leave();

  const { verified, kept, keptBytes } = await downloadFrom(spool, bytes, checksum);
  expect([keptBytes, verified]).toEqual([5 * MiB, { md5, proof: 'checksum' }]);
  expect(Buffer.compare(kept ?? new Uint8Array(), bytes)).toBe(0);
});

test('photos that arrive at the same time have their own checksums', async () => {
  const photos = [0, 1, 70, 300_000, 2 * MiB, 5_000_000].map(noise);
  const verified = await Promise.all(
    photos.map(async (bytes) => downloadFrom(openSpool(), bytes, expected(bytes).checksum)),
  );
  expect(verified.map((each) => each.verified.md5)).toEqual(photos.map((bytes) => expected(bytes).md5));
});
