import { expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import { finishTime } from './finish-time.ts';

const now = epochMs(1_000_000);

test('the end follows from the bytes left and the slower direction', () => {
  expect(finishTime(now, 36e6, { received: 50_000, sent: 10_000 })).toEqual({
    earliest: now + 0.9 * 3_600_000,
    likely: now + 3_600_000,
    latest: now + 1.2 * 3_600_000,
  });
});

test('a direction that is not needed now does not count', () => {
  expect(finishTime(now, 36e6, { received: 10_000, sent: 0 })?.likely).toBe(now + 3_600_000);
});

test.each([
  ['nothing moves', 36e6, { received: 0, sent: 999 }],
  ['nothing is left', 0, { received: 1e6, sent: 1e6 }],
])('there is no end to name while %s', (_, bytesLeft, recent) => {
  expect(finishTime(now, bytesLeft, recent)).toBeNull();
});
