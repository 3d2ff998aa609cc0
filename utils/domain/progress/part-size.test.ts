import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPartSize, partEnd } from './part-size.ts';
import { MiB } from '../../units.ts';

const SECOND = 1_000;
const after = (...sent: [bytes: number, elapsedMs: number][]): number => {
  const size = createPartSize();
  for (const [bytes, elapsedMs] of sent) size.measured(bytes, elapsedMs);
  return size.bytes;
};

test.each([
  ['before anything was sent', [], 8 * MiB],
  ['at 4 MiB a second: 15 seconds of it', [[8 * MiB, 2 * SECOND]], 60 * MiB],
  ['on a very fast line: 128 MiB', [[8 * MiB, 100]], 128 * MiB],
  ['on a slow line: 8 MiB', [[8 * MiB, 60 * SECOND]], 8 * MiB],
  ['where 8 MiB outlive the token: five minutes of it', [[2 * MiB, 300 * SECOND]], 2 * MiB],
  [
    'on a line that became slow: by the slow one',
    [
      [64 * MiB, 8 * SECOND],
      [64 * MiB, 64 * SECOND],
    ],
    15 * MiB,
  ],
  [
    'on a line that became fast: by the middle',
    [
      [2 * MiB, SECOND],
      [6 * MiB, SECOND],
    ],
    60 * MiB,
  ],
  ['after small photos: they tell nothing', [[100_000, 2 * SECOND]], 8 * MiB],
  ['after a small body that took for ever: by that', [[102_400, 20 * SECOND]], 5_120 * 300],
] as const)('a part %s', (_, sent, bytes) => {
  expect(after(...sent.map(([sentBytes, ms]): [number, number] => [sentBytes, ms]))).toBe(bytes);
});

test('parts follow each other to the end of the file, none too large, none much smaller than the others', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e10 }), fc.integer({ min: 1e6, max: 2e8 }), (sizeBytes, most) => {
      const lengths: number[] = [];
      for (let at = 0; at < sizeBytes; at = partEnd(at, sizeBytes, most))
        lengths.push(partEnd(at, sizeBytes, most) - at);
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(sizeBytes);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(most);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(lengths.length);
      expect(lengths).toHaveLength(Math.ceil(sizeBytes / most));
    }),
  );
});

test('an empty file has one part, and it is empty', () => {
  expect([partEnd(0, 0, 0), partEnd(0, 0, 8 * MiB), partEnd(5, 5, 0)]).toEqual([0, 0, 5]);
});
