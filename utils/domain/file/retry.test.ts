import { expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import { finalError, needsNewDownload, retryAt, waitMs } from './retry.ts';

const now = epochMs(1_000_000);

test.each([
  ['what nobody can mend is not tried again', { code: 'record-gone', detail: '' }, 0, null],
  ['a damaged file is fetched once more', { code: 'arrived-damaged', detail: '' }, 0, 1_001_000],
  ['a file that was damaged twice is given up', { code: 'arrived-damaged', detail: '' }, 1, null],
  ['an old link is replaced at once', { code: 'link-expired', detail: '' }, 0, 1_000_000],
  [
    'the word of the service counts',
    { code: 'rate-limited', detail: '', retryAfterMs: 90_000 },
    3,
    1_090_500,
  ],
  [
    'our own wait grows beside the word of the service',
    { code: 'rate-limited', detail: '', retryAfterMs: 90_000 },
    7,
    1_128_000,
  ],
  ['a cut network is tried without end, minutes apart', { code: 'network', detail: '' }, 99, 1_300_000],
] as const)('%s', (_, error, attempts, expected) => {
  expect(retryAt(error, attempts, now, 0.5)).toBe(expected);
});

test('waits double and are spread by chance', () => {
  const error = { code: 'network', detail: '' } as const;
  expect([0, 1, 2, 3].map((attempts) => waitMs(error, attempts, 0.5))).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(waitMs(error, 3, 0)).toBe(6_000);
});

test.each([0, 1_000])('a service that always says %d ms is asked ever more seldom', (retryAfterMs) => {
  const error = { code: 'rate-limited', detail: '', retryAfterMs } as const;
  expect([1, 2, 3, 20].map((attempts) => waitMs(error, attempts, 0.5))).toEqual([
    2_000, 4_000, 8_000, 1_800_000,
  ]);
});

test('the second damaged arrival has its own name', () => {
  expect(finalError({ code: 'arrived-damaged', detail: 'x' }).code).toBe('damaged-twice');
});

test.each([
  ['md5-mismatch', 0, true],
  ['not-at-destination', 0, false],
  ['not-at-destination', 1, false],
  ['not-at-destination', 2, true],
  ['upload-incomplete', 9, false],
] as const)('after %s, and %d more before it, a file is read again: %j', (code, attempts, expected) => {
  expect(needsNewDownload(code, attempts)).toBe(expected);
});
