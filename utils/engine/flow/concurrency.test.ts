import { expect, test } from 'vitest';
import { speedBounds } from '../../domain/progress/concurrency.ts';
import { MiB } from '../../units.ts';
import { createConcurrencyLimiter, type ConcurrencyLimiter, LARGE_BYTES } from './concurrency.ts';

const [SMALL, ORDINARY, LARGE] = [MiB, LARGE_BYTES, LARGE_BYTES + 1];

/** Takes places until one is not given at once. @returns how many were given, and what gives them back */
async function takeAll(
  lanes: ConcurrencyLimiter,
  sizeBytes: number,
): Promise<{ count: number; free(): void }> {
  const given: (() => void)[] = [];
  for (;;) {
    const stop = new AbortController();
    const taken = lanes.acquire(sizeBytes, stop.signal).then((give) => given.push(give));
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    if (
      !(await taken.then(
        () => true,
        () => false,
      ))
    )
      break;
  }
  return { count: given.length, free: () => given.forEach((give) => give()) };
}

const widths = async (lanes: ConcurrencyLimiter): Promise<number[]> => {
  const counts: number[] = [];
  for (const size of [SMALL, ORDINARY, LARGE]) {
    const { count, free } = await takeAll(lanes, size);
    free();
    counts.push(count);
  }
  return counts;
};

/** Somebody waits for a place in this lane, and each look finds that so much went through. */
async function lookWhileBusy(
  lanes: ConcurrencyLimiter,
  sizeBytes: number,
  rates: readonly number[],
): Promise<void> {
  for (const rate of rates) {
    const { free } = await takeAll(lanes, sizeBytes);
    const stop = new AbortController();
    const waits = lanes.acquire(sizeBytes, stop.signal).catch(() => undefined);
    lanes.moved(sizeBytes, rate);
    lanes.adjust(1, false, false);
    stop.abort();
    (await waits)?.();
    free();
  }
}

test('four small ones and four ordinary ones go at once at the start, and one large one', async () => {
  expect(await widths(createConcurrencyLimiter(speedBounds.normal))).toEqual([4, 4, 1]);
});

test('no lane waits for another', async () => {
  const lanes = createConcurrencyLimiter(speedBounds.normal);
  for (const size of [LARGE, ORDINARY]) await takeAll(lanes, size);
  expect((await takeAll(lanes, SMALL)).count).toBe(4);
});

test('a lane grows by itself while more is moved', async () => {
  const lanes = createConcurrencyLimiter(speedBounds.normal);
  await lookWhileBusy(lanes, SMALL, [100, 200, 300]);
  expect(await widths(lanes)).toEqual([7, 4, 1]);
});

test('trouble halves every lane, and none is closed', async () => {
  const lanes = createConcurrencyLimiter(speedBounds.normal);
  lanes.adjust(1, true, false);
  expect(await widths(lanes)).toEqual([2, 2, 1]);
  for (let look = 0; look < 3; look += 1) lanes.adjust(1, true, false);
  expect(await widths(lanes)).toEqual([1, 1, 1]);
});

test('on a connection that breaks again and again one goes at a time', async () => {
  const lanes = createConcurrencyLimiter(speedBounds.fast);
  for (let look = 0; look < 2; look += 1) lanes.adjust(1, false, true);
  expect(await widths(lanes)).toEqual([1, 1, 1]);
});

test.each([
  ['polite', 2],
  ['normal', 10],
  ['fast', 20],
] as const)('%s: never more than %d in a lane, however much more is moved', async (speed, most) => {
  const lanes = createConcurrencyLimiter(speedBounds[speed]);
  await lookWhileBusy(
    lanes,
    SMALL,
    Array.from({ length: 25 }, (_, look) => 2 ** look),
  );
  expect((await widths(lanes))[0]).toBe(most);
});

test('only small files are prepared before they have a place', () => {
  const lanes = createConcurrencyLimiter(speedBounds.normal);
  expect([SMALL, ORDINARY, LARGE].map((size) => lanes.ahead(size) !== null)).toEqual([true, false, false]);
});
