import { expect, test } from 'vitest';
import { type ErrorCode, TransferError } from '../errors.ts';
import { createGates, type Gate } from './gate.ts';
import { patiently } from './patiently.ts';
import { createManualClock, type ManualClock } from './testing/manual-clock.ts';

const never = new AbortController().signal;
const createBench = (): { clock: ManualClock; gate: Gate } => {
  const clock = createManualClock();
  return { clock, gate: createGates(clock).icloud };
};
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

test('"Try now" opens it at once', async () => {
  const { gate, clock } = createBench();
  await gate.through(never, fails('rate-limited', 3_600_000)).catch(() => undefined);
  const call = gate.through(never, async () => 'through');
  await clock.advance(1_000);
  gate.open();
  expect(await call).toBe('through');
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
