import { expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import { type CallPace, firstPace, MAX_CALLS, paceAfter, type TimedAnswer } from './call-pace.ts';

const answer = (change: Partial<TimedAnswer> = {}): TimedAnswer => ({
  at: epochMs(0),
  tookMs: 400,
  isSaturated: true,
  isRefused: false,
  ...change,
});

/** The pace after the same answer, as often as told. */
const after = (
  pace: CallPace,
  times: number,
  change: Partial<TimedAnswer> = {},
  most = MAX_CALLS,
): CallPace =>
  Array.from({ length: times }).reduce<CallPace>((now) => paceAfter(now, answer(change), most), pace);

/** Answers until the limit is eight. */
const TO_FULL = 2 + 4;

test('with each full set of quick answers the limit doubles, up to eight', () => {
  expect(after(firstPace, 2).concurrency.limit).toBe(4);
  expect(after(firstPace, TO_FULL).concurrency.limit).toBe(8);
  expect(after(firstPace, 1_000).concurrency.limit).toBe(8);
});

test('while no call waits it grows once, after the first two answers', () => {
  expect(after(firstPace, 1, { isSaturated: false }).concurrency.limit).toBe(2);
  expect(after(firstPace, 2, { isSaturated: false }).concurrency.limit).toBe(4);
  expect(after(firstPace, 1_000, { isSaturated: false }).concurrency.limit).toBe(4);
});

test('the polite speed keeps two calls, also when it is chosen later', () => {
  expect(after(firstPace, 1_000, {}, 2).concurrency.limit).toBe(2);
  expect(after(after(firstPace, TO_FULL), 1, {}, 2).concurrency.limit).toBe(2);
});

test('if the last calls that were added brought nothing, all of them are taken away', () => {
  const eight = after(firstPace, TO_FULL);
  expect(after(eight, 8, { tookMs: 840 }).concurrency.limit).toBe(4);
});

test('if one of several calls that were added is refused, the number below them is the last that is known to work', () => {
  const eight = after(firstPace, TO_FULL);
  const refused = after(eight, 1, { isRefused: true });
  expect(refused.refused?.limit).toBe(5);
  expect(after(refused, 1_000).concurrency.limit).toBe(4);
});

test('a refusal halves the limit', () => {
  expect(after(after(firstPace, TO_FULL), 1, { isRefused: true }).concurrency.limit).toBe(4);
  expect(after(firstPace, 1, { isRefused: true }).concurrency.limit).toBe(2);
});

test('much slower answers halve the limit, and it grows again by one, by two, by four', () => {
  const full = after(firstPace, TO_FULL);
  const half = after(full, 8, { tookMs: 900 });
  expect(half.concurrency.limit).toBe(4);
  const rested = after(half, 4 * 6);
  expect(rested.concurrency.limit).toBe(5);
  expect(after(rested, 5).concurrency.limit).toBe(7);
  expect(after(rested, 5 + 7).concurrency.limit).toBe(8);
});

test('a number that Apple refused is not tried again for hours', () => {
  const refused = after(after(firstPace, 2), 1, { isRefused: true });
  expect(refused.concurrency.limit).toBe(2);
  expect(after(refused, 1_000, { at: epochMs(5 * 3_600_000) }).concurrency.limit).toBe(2);
  expect(after(refused, 1_000, { at: epochMs(7 * 3_600_000) }).concurrency.limit).toBe(8);
});

test('of several refused numbers the lowest counts', () => {
  const refused = after(after(firstPace, 2), 1, { isRefused: true });
  expect(after(after(refused, 1_000), 1, { isRefused: true }).refused?.limit).toBe(3);
});

test('a service that refuses the third call at a time refuses one call in all', () => {
  let pace = firstPace;
  let refusals = 0;
  for (let call = 0; call < 10_000; call += 1) {
    const isRefused = pace.concurrency.limit >= 3;
    if (isRefused) refusals += 1;
    pace = paceAfter(pace, answer({ at: epochMs(call * 200), isRefused }), MAX_CALLS);
  }
  expect(refusals).toBe(1);
});

test('a service that answers one after another gets two calls at a time, and seldom a third', () => {
  let pace = firstPace;
  const limits = new Map<number, number>();
  for (let call = 0; call < 10_000; call += 1) {
    pace = paceAfter(
      pace,
      answer({ at: epochMs(call * 200), tookMs: pace.concurrency.limit * 200 }),
      MAX_CALLS,
    );
    const { limit } = pace.concurrency;
    limits.set(limit, (limits.get(limit) ?? 0) + 1);
  }
  expect(Math.max(...limits.keys())).toBe(4);
  expect((limits.get(3) ?? 0) + (limits.get(4) ?? 0)).toBeLessThan(500);
});
