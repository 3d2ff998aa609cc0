import { expect, test } from 'vitest';
import { type ErrorCode, TransferError } from '../../errors.ts';
import { createBackoffs, type Backoff, MAX_ICLOUD_CALLS } from './backoff.ts';
import { retryUntilAnswered } from './call-retry.ts';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';

const never = new AbortController().signal;
const createBench = (): { clock: ManualClock; backoff: Backoff } => {
  const clock = createManualClock();
  return { clock, backoff: createBackoffs(clock).icloud };
};
/** Waits until nothing is left to do at the present time. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const fails = (code: ErrorCode, retryAfterMs?: number) => () =>
  Promise.reject(new TransferError(code, code, retryAfterMs === undefined ? {} : { retryAfterMs }));

test('a busy service pauses all calls for as long as it asks', async () => {
  const { clock, backoff } = createBench();
  await expect(backoff.run(never, fails('rate-limited', 60_000))).rejects.toMatchObject({
    code: 'rate-limited',
  });
  const calls: string[] = [];
  const waiting = ['a', 'b'].map((name) => backoff.run(never, async () => calls.push(name)));
  await clock.advance(60_000);
  expect([backoff.paused?.error.code, calls]).toEqual(['rate-limited', []]);
  await clock.advance(500);
  await Promise.all(waiting);
  expect([backoff.paused, calls]).toEqual([null, ['a', 'b']]);
});

test.each(['record-gone', 'arrived-damaged', 'bad-response', 'link-expired', 'jottacloud-full'] as const)(
  '%s pauses no call',
  async (code) => {
    const { backoff } = createBench();
    await expect(backoff.run(never, fails(code))).rejects.toMatchObject({ code });
    expect(backoff.paused).toBeNull();
  },
);

test('pauses grow with each failure, and are short again after a success', async () => {
  const { backoff, clock } = createBench();
  const waits: number[] = [];
  const failAndWait = async (): Promise<void> => {
    await backoff.run(never, fails('service-down')).catch(() => undefined);
    const wait = (backoff.paused?.until ?? 0) - clock.now();
    waits.push(wait);
    await clock.advance(wait);
  };
  await failAndWait();
  await failAndWait();
  await failAndWait();
  await backoff.run(never, async () => 'well');
  await failAndWait();
  expect(waits).toEqual([5_000, 10_000, 20_000, 5_000]);
});

test.each(['bad-response', 'link-expired'] as const)(
  'calls that keep failing with %s are limited to 120 a minute for all callers together',
  async (code) => {
    const { backoff, clock } = createBench();
    const stop = new AbortController();
    let calls = 0;
    const ask = async (): Promise<void> => {
      while (!stop.signal.aborted)
        await backoff
          .run(stop.signal, () => {
            calls += 1;
            return fails(code)();
          })
          .catch(() => undefined);
    };
    const asking = Array.from({ length: 20 }, ask);
    await clock.advance(60_000);
    const first = calls;
    await clock.advance(10 * 60_000);
    expect(first).toBeLessThanOrEqual(240);
    expect((calls - first) / 10).toBeLessThanOrEqual(120);
    stop.abort();
    await Promise.all(asking);
  },
);

test('successful calls and errors that are not retried have no such limit', async () => {
  const { backoff, clock } = createBench();
  for (let call = 0; call < 1_000; call += 1) {
    await backoff.run(never, async () => 'well');
    await backoff.run(never, fails('name-taken')).catch(() => undefined);
  }
  expect([backoff.successes, clock.waits]).toEqual([1_000, []]);
});

test('"Try now" ends a pause at once', async () => {
  const { backoff, clock } = createBench();
  await backoff.run(never, fails('rate-limited', 3_600_000)).catch(() => undefined);
  const call = backoff.run(never, async () => 'through');
  await clock.advance(1_000);
  backoff.resume();
  expect(await call).toBe('through');
});

test('a call that began before "Try now" pauses no call', async () => {
  const { backoff } = createBench();
  const old = Promise.withResolvers<never>();
  const call = backoff.run(never, () => old.promise);
  await settled();
  await backoff.run(never, fails('service-down')).catch(() => undefined);
  backoff.resume();
  old.reject(new TransferError('service-down', '', { retryAfterMs: 3_600_000 }));
  await expect(call).rejects.toMatchObject({ code: 'service-down' });
  expect(backoff.paused).toBeNull();
  await backoff.run(never, fails('service-down')).catch(() => undefined);
  expect(backoff.paused).not.toBeNull();
});

test('calls that fail together count as one failure of the service', async () => {
  const clock = createManualClock();
  const backoff = createBackoffs(clock).jottacloud;
  const cut = Promise.withResolvers<never>();
  const calls = Array.from({ length: 20 }, () => backoff.run(never, () => cut.promise));
  await settled();
  cut.reject(new TransferError('network', ''));
  await Promise.allSettled(calls);
  expect(backoff.paused?.until).toBe(1_000);
});

test('a call that waits for a permit is not sent if a pause has begun meanwhile', async () => {
  const { backoff, clock } = createBench();
  const underWay = Array.from({ length: MAX_ICLOUD_CALLS }, () => Promise.withResolvers<string>());
  const calls = underWay.map(({ promise }) => backoff.run(never, () => promise));
  let isOut = false;
  const late = backoff.run(never, async () => (isOut = true));
  await settled();
  underWay[0]?.reject(new TransferError('rate-limited', '', { retryAfterMs: 60_000 }));
  await expect(calls[0]).rejects.toMatchObject({ code: 'rate-limited' });
  await settled();
  expect(isOut).toBe(false);
  await clock.advance(60_500);
  expect(await late).toBe(true);
  for (const { resolve } of underWay) resolve('');
  await Promise.allSettled(calls);
});

test.each([
  ['by a day', -86_400_000],
  ['by an hour', -3_600_000],
])('a clock that is set back %s during a pause does not prolong it', async (_, jumpMs) => {
  const { backoff, clock } = createBench();
  await backoff.run(never, fails('rate-limited', 60_000)).catch(() => undefined);
  clock.jump(jumpMs);
  const call = backoff.run(never, async () => 'through');
  await clock.advance(60_500);
  expect(await call).toBe('through');
});

test('a clock that is set forward ends a pause', async () => {
  const { backoff, clock } = createBench();
  await backoff.run(never, fails('rate-limited', 60_000)).catch(() => undefined);
  clock.jump(86_400_000);
  expect(backoff.paused).toBeNull();
});

test('an aborted call does not wait for the end of a pause', async () => {
  const { backoff } = createBench();
  await backoff.run(never, fails('rate-limited', 3_600_000)).catch(() => undefined);
  const stop = new AbortController();
  const call = backoff.run(stop.signal, async () => 'through');
  stop.abort();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
});

test('a pause of one service does not delay the others', async () => {
  const backoffs = createBackoffs(createManualClock());
  await backoffs.icloud.run(never, fails('rate-limited', 3_600_000)).catch(() => undefined);
  expect(await backoffs.jottacloud.run(never, async () => 'through')).toBe('through');
});

test('a call is repeated until a busy service answers, however long that takes', async () => {
  const bench = createBench();
  let calls = 0;
  const answer = retryUntilAnswered(bench, never, async () => {
    calls += 1;
    if (calls < 30) throw new TransferError('service-down', '');
    return 'answer';
  });
  await bench.clock.advance(24 * 60 * 60_000);
  expect([await answer, calls]).toEqual(['answer', 30]);
});

test('a call is given up after four malformed responses', async () => {
  const bench = createBench();
  let calls = 0;
  const failure = retryUntilAnswered(bench, never, async () => {
    calls += 1;
    throw new TransferError('bad-response', '');
  }).catch((error: unknown) => error);
  await bench.clock.advance(60_000);
  expect([await failure, calls]).toEqual([expect.objectContaining({ code: 'bad-response' }), 4]);
});

test.each(['icloud-signed-out', 'record-gone'] as const)('%s is not retried', async (code) => {
  const bench = createBench();
  await expect(retryUntilAnswered(bench, never, fails(code))).rejects.toMatchObject({ code });
  expect(bench.clock.waits).toEqual([]);
});
