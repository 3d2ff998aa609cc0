import { expect, test } from 'vitest';
import { createCallBudget } from './call-budget.ts';
import { createManualClock } from '../testing/manual-clock.ts';

const never = new AbortController().signal;

/** Takes tokens in an endless loop, as a faulty caller would. */
function startFaultyCaller(size = { burst: 10, perMinute: 60 }) {
  const clock = createManualClock();
  const budget = createCallBudget(clock, size);
  const stop = new AbortController();
  const taken: number[] = [];
  const ended = (async () => {
    for (;;) {
      await budget.take(stop.signal);
      taken.push(clock.now());
    }
  })().catch((error: unknown) => error);
  return { clock, budget, stop, taken, ended };
}

test('a burst comes first, then a number of calls a minute', async () => {
  const { clock, taken } = startFaultyCaller();
  await clock.advance(0);
  expect(taken).toHaveLength(10);
  await clock.advance(60_000);
  expect(taken).toHaveLength(70);
});

test('refunded tokens can be taken again, but never more than the burst', async () => {
  const clock = createManualClock();
  const budget = createCallBudget(clock, { burst: 2, perMinute: 60 });
  for (let call = 0; call < 50; call += 1) {
    await budget.take(never);
    budget.refund();
  }
  budget.refund();
  await budget.take(never);
  await budget.take(never);
  let isThrough = false;
  void budget.take(never).then(() => (isThrough = true));
  await clock.advance(900);
  expect(isThrough).toBe(false);
  await clock.advance(200);
  expect(isThrough).toBe(true);
});

test('a clock that is set back neither earns nor loses tokens', async () => {
  const { clock, taken } = startFaultyCaller();
  await clock.advance(0);
  clock.jump(-3_600_000);
  await clock.advance(60_000);
  expect(taken.length).toBeGreaterThanOrEqual(68);
  expect(taken.length).toBeLessThanOrEqual(71);
});

test('an aborted caller stops waiting', async () => {
  const { clock, stop, ended } = startFaultyCaller();
  await clock.advance(0);
  stop.abort();
  expect(await ended).toMatchObject({ name: 'AbortError' });
});
