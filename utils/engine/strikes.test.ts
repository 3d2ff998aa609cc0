import { expect, test } from 'vitest';
import { type EpochMs, epochMs } from '../units.ts';
import type { Gate } from './gate.ts';
import { createStrikes } from './strikes.ts';

const gate = (lastSuccessAt: () => number | null): Gate => ({
  closed: null,
  isShaky: false,
  get lastSuccessAt(): EpochMs | null {
    const at = lastSuccessAt();
    return at === null ? null : epochMs(at);
  },
  through: (_, call) => call(),
  open: () => undefined,
});

const tries = (strikes: ReturnType<typeof createStrikes>, from: number, count: number): boolean[] =>
  Array.from({ length: count }, (_, index) => strikes.add('a', epochMs(from + index * 10)));

test('a file that fails while others get through is to blame in the end', () => {
  let success = 0;
  const others = gate(() => (success += 10));
  const strikes = createStrikes({ icloud: others, 'icloud-bytes': others, jottacloud: others });
  expect(tries(strikes, 0, 9).at(-1)).toBe(true);
});

test('nothing is to blame while nothing gets through at all', () => {
  const silent = gate(() => null);
  const strikes = createStrikes({ icloud: silent, 'icloud-bytes': silent, jottacloud: silent });
  expect(tries(strikes, 0, 50)).not.toContain(true);
});

test('bytes that got through begin a new row', () => {
  let success = 0;
  const others = gate(() => (success += 10));
  const strikes = createStrikes({ icloud: others, 'icloud-bytes': others, jottacloud: others });
  tries(strikes, 0, 7);
  strikes.held('a', 1_000);
  expect(tries(strikes, 70, 7)).not.toContain(true);
});
