import { expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import { createConnectionStability } from './connection-stability.ts';

const MINUTE = 60_000;

function bench() {
  let now = 0;
  const stability = createConnectionStability(() => epochMs(now));
  return {
    stability,
    breakAt(minute: number) {
      now = minute * MINUTE;
      stability.recordSuccess();
      stability.recordBreak();
    },
    isShakyAt(minute: number) {
      now = minute * MINUTE;
      return stability.isShaky;
    },
  };
}

test('four breaks within five minutes make a connection shaky until five minutes have passed', () => {
  const { breakAt, isShakyAt } = bench();
  for (const minute of [0, 1, 2]) breakAt(minute);
  expect(isShakyAt(3)).toBe(false);
  breakAt(3);
  expect([isShakyAt(3), isShakyAt(4.9), isShakyAt(5.1)]).toEqual([true, true, false]);
});

test('a connection that is down is not shaky: nothing succeeds between its failures', () => {
  const { stability } = bench();
  stability.recordSuccess();
  for (let failure = 0; failure < 100; failure += 1) stability.recordBreak();
  expect(stability.isShaky).toBe(false);
});
