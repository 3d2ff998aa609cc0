import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adjust, type Concurrency, type Sample, startConcurrency } from './concurrency.ts';

const bounds = { min: 1, max: 10 };
/** A link that moves more with each transfer up to `knee`, then no more. */
const link =
  (knee: number) =>
  ({ limit }: Concurrency): Sample => ({
    rate: Math.min(limit, knee) * 1_000,
    isSaturated: true,
    hadTrouble: false,
  });
const after = (samples: number, see: (state: Concurrency) => Sample): number[] => {
  const limits: number[] = [];
  let state = startConcurrency(4);
  for (let sample = 0; sample < samples; sample += 1) {
    state = adjust(state, see(state), bounds);
    limits.push(state.limit);
  }
  return limits;
};

test('it grows while more is moved, and goes back by one from a number that moves no more', () => {
  expect(after(6, link(7))).toEqual([5, 6, 7, 8, 7, 7]);
});

test('a number that moves no more is tried less and less often, until it moves more', () => {
  const limits = after(200, link(4));
  const tries = limits.flatMap((limit, sample) => (limit === 5 ? [sample] : []));
  expect(tries).toEqual([0, 17, 49, 111]);
});

test('it stays at its bound', () => {
  expect(Math.max(...after(40, link(100)))).toBe(10);
});

test('trouble halves it', () => {
  expect(adjust(startConcurrency(8), { rate: 1, isSaturated: true, hadTrouble: true }, bounds).limit).toBe(4);
});

test('where nobody waits for a place it stays', () => {
  expect(after(10, () => ({ rate: 5, isSaturated: false, hadTrouble: false }))).toEqual(
    Array.from({ length: 10 }, () => 4),
  );
});

test('it never leaves its bounds, whatever happens', () => {
  const sample = fc.record({
    rate: fc.double({ min: 0, max: 1e9, noNaN: true }),
    isSaturated: fc.boolean(),
    hadTrouble: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 60 }), (samples) => {
      let state = startConcurrency(4);
      for (const seen of samples) {
        state = adjust(state, seen, bounds);
        expect(state.limit).toBeGreaterThanOrEqual(1);
        expect(state.limit).toBeLessThanOrEqual(10);
      }
    }),
  );
});
