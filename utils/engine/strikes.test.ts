import { expect, test } from 'vitest';
import type { Gate } from './gate.ts';
import { createStrikes } from './strikes.ts';

const gate = (successes: () => number): Gate => ({
  closed: null,
  isShaky: false,
  get successes() {
    return successes();
  },
  through: (_, call) => call(),
  open: () => undefined,
});

const tries = (strikes: ReturnType<typeof createStrikes>, count: number): boolean[] =>
  Array.from({ length: count }, () => strikes.add('a'));

test('a file that fails while others get through is to blame in the end', () => {
  let success = 0;
  const others = gate(() => (success += 1));
  const strikes = createStrikes({ icloud: others, 'icloud-bytes': others, jottacloud: others });
  expect(tries(strikes, 9).at(-1)).toBe(true);
});

test('nothing is to blame while nothing gets through at all', () => {
  const silent = gate(() => 0);
  const strikes = createStrikes({ icloud: silent, 'icloud-bytes': silent, jottacloud: silent });
  expect(tries(strikes, 50)).not.toContain(true);
});

test('bytes that got through begin a new row', () => {
  let success = 0;
  const others = gate(() => (success += 1));
  const strikes = createStrikes({ icloud: others, 'icloud-bytes': others, jottacloud: others });
  tries(strikes, 7);
  strikes.held('a', 1_000);
  expect(tries(strikes, 7)).not.toContain(true);
});
