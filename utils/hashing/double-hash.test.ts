import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDoubleHash, type DoubleHash, doubleHashCode, overInstance } from './double-hash.ts';
import { fourfoldSchedule, plainSchedule, type Schedule } from './sha1-schedule.ts';

const made = (schedule: Schedule, before: Uint8Array): DoubleHash => {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(doubleHashCode(schedule)));
  return overInstance(instance, before);
};

/** What another implementation gives. */
const expected = (before: Uint8Array, bytes: Uint8Array): { md5: string; sha1: string } => ({
  md5: createHash('md5').update(bytes).digest('hex'),
  sha1: createHash('sha1').update(before).update(bytes).digest('hex'),
});

const sums = (hash: DoubleHash): { md5: string; sha1: string } => {
  const { md5, sha1 } = hash.finish();
  return { md5: Buffer.from(md5).toString('hex'), sha1: Buffer.from(sha1).toString('hex') };
};

const noise = (length: number, seed = 1): Uint8Array => {
  let word = seed;
  return Uint8Array.from({ length }, () => (word = (Math.imul(word, 1_103_515_245) + 12_345) >>> 0) >>> 16);
};

describe.each([
  ['four words at once', fourfoldSchedule],
  ['a word at a time', plainSchedule],
])('%s', (_, schedule) => {
  test('every length up to five blocks, with every length before it', () => {
    const all = noise(320);
    for (let length = 0; length < 64; length += 1) {
      const before = noise(length, 7);
      const hash = made(schedule, before);
      for (let count = 0; count <= all.length; count += 1) {
        hash.restart();
        hash.update(all.subarray(0, count));
        expect(sums(hash), `${length} and ${count}`).toEqual(expected(before, all.subarray(0, count)));
      }
    }
  });

  test('however the bytes are cut, also across the pieces that are taken at a time', () => {
    const bytes = noise(300_000);
    const before = noise(54, 7);
    const hash = made(schedule, before);
    fc.assert(
      fc.property(fc.array(fc.nat(150_000), { maxLength: 12 }), (cuts) => {
        hash.restart();
        let at = 0;
        for (const cut of cuts) hash.update(bytes.subarray(at, (at = Math.min(bytes.length, at + cut))));
        expect(sums(hash)).toEqual(expected(before, bytes.subarray(0, at)));
      }),
      { numRuns: 60 },
    );
  });
});

test('more bits than a number of 32 bits counts', { timeout: 60_000 }, async () => {
  const bytes = noise(1024 * 1024);
  const hash = await createDoubleHash(new Uint8Array(0));
  const other = createHash('md5');
  const another = createHash('sha1');
  for (let mebibytes = 0; mebibytes < 513; mebibytes += 1) {
    hash.update(bytes);
    other.update(bytes);
    another.update(bytes);
  }
  expect(sums(hash)).toEqual({ md5: other.digest('hex'), sha1: another.digest('hex') });
});

test('hashes that are made one after the other know nothing of each other', async () => {
  const [first, second] = [await createDoubleHash(noise(3)), await createDoubleHash(noise(5))];
  first.update(noise(1_000));
  second.update(noise(100));
  expect(sums(first)).toEqual(expected(noise(3), noise(1_000)));
  expect(sums(second)).toEqual(expected(noise(5), noise(100)));
});
