import { createHash } from 'node:crypto';
import { memoryUsage } from 'node:process';
import { describe, expect, test } from 'vitest';
import type { ManifestEntry } from '../../../utils/domain/manifest/manifest.ts';
import { decodeManifest } from '../../../utils/manifest/decode.ts';
import { encodeManifest } from '../../../utils/manifest/encode.ts';
import { sampleFile, sampleHeader } from '../../../utils/manifest/testing/sample-manifest.ts';
import { md5, MiB, relativePath } from '../../../utils/units.ts';

const COUNT = 100_000;

/** Entries as a real library has them: nothing in them repeats but names of folders. */
async function* entries(): AsyncGenerator<ManifestEntry> {
  for (let photo = 0; photo < COUNT; photo += 1) {
    const sum = createHash('md5').update(String(photo)).digest();
    const id = sum.toString('hex').toUpperCase();
    const name = `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
    const checksum = `A${createHash('sha1').update(sum).digest('base64')}`;
    const path = relativePath(`Album ${photo % 300}/IMG_${String(photo).padStart(4, '0')}.HEIC`);
    const file = { checksum, md5: md5(createHash('md5').update(sum).digest('hex')), path };
    yield sampleFile(name, { ...file, sizeBytes: 1_000_000 + sum.readUInt16LE(0) });
  }
}

describe('a manifest of 100,000 files', () => {
  test('takes about 80 bytes an entry and little memory, and is read in seconds', async () => {
    const begun = performance.now();
    const before = memoryUsage().heapUsed;
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let highest = 0;
    for await (const chunk of encodeManifest(sampleHeader(), entries())) {
      chunks.push(chunk);
      highest = Math.max(highest, memoryUsage().heapUsed - before);
    }
    const writtenAt = performance.now();
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    async function* stored(): AsyncGenerator<Uint8Array> {
      yield* chunks;
    }
    const reading = await decodeManifest(stored());
    const batches = reading.entries();
    let read = 0;
    let step = await batches.next();
    for (; !step.done; step = await batches.next()) {
      read += step.value.length;
      highest = Math.max(highest, memoryUsage().heapUsed - before);
    }
    const readAt = performance.now();
    process.stdout.write(
      `${(bytes / COUNT).toFixed(1)} bytes an entry, written in ${Math.round(writtenAt - begun)} ms, read in ${Math.round(readAt - writtenAt)} ms, heap ${Math.round(highest / MiB)} MiB\n`,
    );
    expect(step.value).toEqual({ kind: 'complete', entries: COUNT });
    expect(read).toBe(COUNT);
    expect(bytes / COUNT).toBeLessThan(100);
    expect(highest).toBeLessThan(150 * MiB);
  });
});
