import { expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import { createUseMeter, firstUseRate, usedWithin } from './use-rate.ts';

const MB = 1_000_000;
const within = { seconds: 100, largeBytes: 24 * MB, minFiles: 6 };
const files = (count: number, sizeBytes: number) => Array.from({ length: count }, () => ({ sizeBytes }));

test.each([
  { name: 'small files by their number', next: files(400, 50_000), expected: 300 },
  { name: 'ordinary files by their bytes', next: files(400, 5 * MB), expected: 40 },
  { name: 'the first six, however long they take', next: files(9, 20_000 * MB), expected: 6 },
])('counts $name', ({ next, expected }) => {
  expect(usedWithin(next, { filesPerSecond: 3, bytesPerSecond: 2 * MB }, within)).toHaveLength(expected);
});

test('a large file at the front leaves the small ones beside it their own time', () => {
  const next = [...files(1, 2_000 * MB), ...files(150, 100_000)];
  expect(usedWithin(next, { filesPerSecond: 2, bytesPerSecond: MB }, within)).toHaveLength(151);
});

test('a meter measures over some seconds, and falls slowly after a pause', () => {
  const meter = createUseMeter(epochMs(0));
  for (let file = 0; file < 60; file += 1) meter.add(MB);
  expect(meter.read(epochMs(4_000))).toEqual(firstUseRate);
  expect(meter.read(epochMs(6_000))).toEqual({ filesPerSecond: 10, bytesPerSecond: 10 * MB });
  expect(meter.read(epochMs(600_000)).filesPerSecond).toBe(10);
  meter.add(MB);
  expect(meter.read(epochMs(600_000)).filesPerSecond).toBe(5);
});
