import { expect, test } from 'vitest';
import { type ErrorCode, TransferError } from '../../errors.ts';
import { createGates, type Gate, MOST_ICLOUD_CALLS } from './backoff.ts';
import { patiently } from './call-retry.ts';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';

const never = new AbortController().signal;
const createBench = (): { clock: ManualClock; gate: Gate } => {
  const clock = createManualClock();
  return { clock, gate: createGates(clock).icloud };
};
/** Everything that needs no time has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const fails = (code: ErrorCode, retryAfterMs?: number) => () =>
  Promise.reject(new TransferError(code, code, retryAfterMs === undefined ? {} : { retryAfterMs }));

test('a busy service closes the gate for as long as it asks, for all calls', async () => {
  const { clock, gate } = createBench();
  await expect(gate.through(never, fails('rate-limited', 60_000))).rejects.toMatchObject({
    code: 'rate-limited',
  });
  const calls: string[] = [];
  const waiting = ['a', 'b'].map((name) => gate.through(never, async () => calls.push(name)));
  await clock.advance(60_000);
  expect([gate.closed?.error.code, calls]).toEqual(['rate-limited', []]);
  await clock.advance(500);
  await Promise.all(waiting);
  expect([gate.closed, calls]).toEqual([null, ['a', 'b']]);
});

test.each(['record-gone', 'arrived-damaged', 'bad-response', 'link-expired', 'jottacloud-full'] as const)(
  '%s closes it for nobody',
  async (code) => {
    const { gate } = createBench();
    await expect(gate.through(never, fails(code))).rejects.toMatchObject({ code });
    expect(gate.closed).toBeNull();
  },
);

test('it stays closed longer with each failure, and begins anew after a call that went well', async () => {
  const { gate, clock } = createBench();
  const waits: number[] = [];
  const failAndWait = async (): Promise<void> => {
    await gate.through(never, fails('service-down')).catch(() => undefined);
    const wait = (gate.closed?.until ?? 0) - clock.now();
    waits.push(wait);
    await clock.advance(wait);
  };
  await failAndWait();
  await failAndWait();
  await failAndWait();
  await gate.through(never, async () => 'well');
  await failAndWait();
  expect(waits).toEqual([5_000, 10_000, 20_000, 5_000]);
});

test.each(['bad-response', 'link-expired'] as const)(
  '%s again and again is asked for 120 times a minute at most, whoever asks',
  async (code) => {
    const { gate, clock } = createBench();
    const stop = new AbortController();
    let calls = 0;
    const ask = async (): Promise<void> => {
      while (!stop.signal.aborted)
        await gate
          .through(stop.signal, () => {
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

test('answers, and errors that nobody asks about again, have no such bound', async () => {
  const { gate, clock } = createBench();
  for (let call = 0; call < 1_000; call += 1) {
    await gate.through(never, async () => 'well');
    await gate.through(never, fails('name-taken')).catch(() => undefined);
  }
  expect([gate.successes, clock.waits]).toEqual([1_000, []]);
});

test('"Try now" opens it at once', async () => {
  const { gate, clock } = createBench();
  await gate.through(never, fails('rate-limited', 3_600_000)).catch(() => undefined);
  const call = gate.through(never, async () => 'through');
  await clock.advance(1_000);
  gate.open();
  expect(await call).toBe('through');
});

test('what a call says that began before "Try now" closes it for nobody', async () => {
  const { gate } = createBench();
  const old = Promise.withResolvers<never>();
  const call = gate.through(never, () => old.promise);
  await settled();
  await gate.through(never, fails('service-down')).catch(() => undefined);
  gate.open();
  old.reject(new TransferError('service-down', '', { retryAfterMs: 3_600_000 }));
  await expect(call).rejects.toMatchObject({ code: 'service-down' });
  expect(gate.closed).toBeNull();
  await gate.through(never, fails('service-down')).catch(() => undefined);
  expect(gate.closed).not.toBeNull();
});

test('calls that fail together are one failure of the service', async () => {
  const clock = createManualClock();
  const gate = createGates(clock).jottacloud;
  const cut = Promise.withResolvers<never>();
  const calls = Array.from({ length: 20 }, () => gate.through(never, () => cut.promise));
  await settled();
  cut.reject(new TransferError('network', ''));
  await Promise.allSettled(calls);
  expect(gate.closed?.until).toBe(1_000);
});

test('a call that waits for its turn does not go out when the gate has closed meanwhile', async () => {
  const { gate, clock } = createBench();
  const underWay = Array.from({ length: MOST_ICLOUD_CALLS }, () => Promise.withResolvers<string>());
  const calls = underWay.map(({ promise }) => gate.through(never, () => promise));
  let isOut = false;
  const late = gate.through(never, async () => (isOut = true));
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
])('a clock that is set back %s in the middle of a wait makes it no longer', async (_, jumpMs) => {
  const { gate, clock } = createBench();
  await gate.through(never, fails('rate-limited', 60_000)).catch(() => undefined);
  clock.jump(jumpMs);
  const call = gate.through(never, async () => 'through');
  await clock.advance(60_500);
  expect(await call).toBe('through');
});

test('a clock that is set forward ends a wait', async () => {
  const { gate, clock } = createBench();
  await gate.through(never, fails('rate-limited', 60_000)).catch(() => undefined);
  clock.jump(86_400_000);
  expect(gate.closed).toBeNull();
});

test('who is stopped does not wait for it', async () => {
  const { gate } = createBench();
  await gate.through(never, fails('rate-limited', 3_600_000)).catch(() => undefined);
  const stop = new AbortController();
  const call = gate.through(stop.signal, async () => 'through');
  stop.abort();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
});

test('a wait for one service lets the others go on', async () => {
  const gates = createGates(createManualClock());
  await gates.icloud.through(never, fails('rate-limited', 3_600_000)).catch(() => undefined);
  expect(await gates.jottacloud.through(never, async () => 'through')).toBe('through');
});

test('a call is repeated until a busy service answers, however long that takes', async () => {
  const bench = createBench();
  let calls = 0;
  const answer = patiently(bench, never, async () => {
    calls += 1;
    if (calls < 30) throw new TransferError('service-down', '');
    return 'answer';
  });
  await bench.clock.advance(24 * 60 * 60_000);
  expect([await answer, calls]).toEqual(['answer', 30]);
});

test('answers that make no sense are given up after four', async () => {
  const bench = createBench();
  let calls = 0;
  const failure = patiently(bench, never, async () => {
    calls += 1;
    throw new TransferError('bad-response', '');
  }).catch((error: unknown) => error);
  await bench.clock.advance(60_000);
  expect([await failure, calls]).toEqual([expect.objectContaining({ code: 'bad-response' }), 4]);
});

test.each(['icloud-signed-out', 'record-gone'] as const)('%s is not tried again', async (code) => {
  const bench = createBench();
  await expect(patiently(bench, never, fails(code))).rejects.toMatchObject({ code });
  expect(bench.clock.waits).toEqual([]);
});
