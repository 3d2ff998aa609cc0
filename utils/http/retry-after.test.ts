import { expect, test } from 'vitest';
import { epochMs } from '../units.ts';
import { parseRetryAfter } from './retry-after.ts';

const now = epochMs(Date.UTC(2026, 10, 23, 12, 0, 0));

test.each([
  ['120', 120_000],
  ['Mon, 23 Nov 2026 12:02:00 GMT', 120_000],
  ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
  ['999999999', 21_600_000],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
])('Retry-After %j waits %j ms', (header, expected) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});
