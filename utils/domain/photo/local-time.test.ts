import fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import { localTime } from './local-time.ts';

const noon = Date.UTC(2024, 5, 15, 12);

test.each([
  [noon, 0, '2024-06-15T12:00:00+00:00'],
  [noon, 7_200, '2024-06-15T14:00:00+02:00'],
  [noon, -12_600, '2024-06-15T08:30:00-03:30'],
  [noon + 250, 20_700, '2024-06-15T17:45:00.250+05:45'],
  [-1, 0, '1969-12-31T23:59:59.999+00:00'],
  // the offset is written in minutes, so the clock follows the rounded one
  [noon, 3_629, '2024-06-15T13:00:00+01:00'],
  [noon, 15 * 3_600, '2024-06-15T12:00:00+00:00'],
  [Date.UTC(10_000, 0, 1), 0, null],
  [Date.UTC(10_000, 0, 1), -3_600, '9999-12-31T23:00:00-01:00'],
  [Date.UTC(-1, 11, 31), 0, null],
  [8.64e15, 3_600, null],
])('%d with an offset of %d s is %s', (at, offset, expected) => {
  expect(localTime(epochMs(at), offset)).toBe(expected);
});

test('whatever the offset, it names the same moment', () => {
  const year = 366 * 86_400_000;
  fc.assert(
    fc.property(
      fc.integer({ min: -100 * year, max: 1_000 * year }),
      fc.integer({ min: -54_000, max: 54_000 }),
      (at, offset) => {
        expect(Date.parse(localTime(epochMs(at), offset) ?? '')).toBe(at);
      },
    ),
  );
});
