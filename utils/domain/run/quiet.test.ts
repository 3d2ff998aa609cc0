import { expect, test } from 'vitest';
import { quietSeconds } from './quiet.ts';

test.each([
  [0, null],
  [9_999, null],
  [10_000, 10],
  [19_999, 10],
  [75_250, 70],
])('%d ms without a byte are shown as %s seconds', (quietMs, seconds) => {
  expect(quietSeconds({ quietMs })).toBe(seconds);
});
