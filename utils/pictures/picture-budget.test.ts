import { expect, test } from 'vitest';
import { createPictureBudget } from './picture-budget.ts';

const SIZE = 30_000;

/** Reads pictures for a minute as often as the budget allows. @returns their number */
function readForAMinute(copySpeed: number): number {
  let now = 0;
  const budget = createPictureBudget(() => now);
  let read = 0;
  for (; now < 60_000; now += 100)
    for (let left = Math.min(12, budget.pictures(copySpeed)); left > 0; left -= 1) {
      budget.spend(SIZE);
      read += 1;
    }
  return read;
}

test('two screens of pictures come at once, then two hundredths of what the copy receives', () => {
  expect(readForAMinute(6_000_000)).toBeGreaterThanOrEqual(24 + 235);
  expect(readForAMinute(6_000_000)).toBeLessThanOrEqual(24 + 245);
});

test('a slow copy leaves 20 KB a second', () => {
  expect(readForAMinute(100_000)).toBeGreaterThanOrEqual(24 + 38);
  expect(readForAMinute(100_000)).toBeLessThanOrEqual(24 + 44);
});

test('without a copy nothing is held back', () => {
  expect(createPictureBudget(() => 0).pictures(0)).toBe(Infinity);
});
