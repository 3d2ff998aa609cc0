import { expect, test } from 'vitest';
import { speedBounds } from '../../domain/progress/concurrency.ts';
import { MiB } from '../../units.ts';
import { createConcurrencyLimiter, type ConcurrencyLimiter, LARGE_BYTES } from './concurrency.ts';

const [SMALL, ORDINARY, LARGE] = [MiB, LARGE_BYTES, LARGE_BYTES + 1];

/** Acquires permits until one is not granted at once. @returns their number, and a function that releases them */
async function takeAll(
  limiter: ConcurrencyLimiter,
  sizeBytes: number,
): Promise<{ count: number; free(): void }> {
  const releases: (() => void)[] = [];
  for (;;) {
    const stop = new AbortController();
    const taken = limiter.acquire(sizeBytes, stop.signal).then((release) => releases.push(release));
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
  return { count: releases.length, free: () => releases.forEach((release) => release()) };
}

const limits = async (limiter: ConcurrencyLimiter): Promise<number[]> => {
  const counts: number[] = [];
  for (const size of [SMALL, ORDINARY, LARGE]) {
    const { count, free } = await takeAll(limiter, size);
    free();
    counts.push(count);
  }
  return counts;
};

test('the first download has the link for itself, and each that ends admits one more', async () => {
  const limiter = createConcurrencyLimiter(speedBounds.normal, { firstAlone: true });
  const counts: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const { count, free } = await takeAll(limiter, ORDINARY);
    counts.push(count);
    free();
  }
  expect(counts).toEqual([1, 2, 4, 4]);
});

test('a first download that takes longer than a second leaves the link to others', async () => {
  const limiter = createConcurrencyLimiter(speedBounds.normal, { firstAlone: true });
  await limiter.acquire(ORDINARY, new AbortController().signal);
  limiter.adjust(1, false, false);
  expect((await takeAll(limiter, ORDINARY)).count).toBe(3);
});

/** Takes a sample for each rate while a file waits for a permit of this size class. */
async function sampleWhileBusy(
  limiter: ConcurrencyLimiter,
  sizeBytes: number,
  rates: readonly number[],
): Promise<void> {
  for (const rate of rates) {
    const { free } = await takeAll(limiter, sizeBytes);
    const stop = new AbortController();
    const waits = limiter.acquire(sizeBytes, stop.signal).catch(() => undefined);
    limiter.moved(sizeBytes, rate);
    limiter.adjust(1, false, false);
    stop.abort();
    (await waits)?.();
    free();
  }
}

test('starts with four small files, four ordinary ones and one large one at a time', async () => {
  expect(await limits(createConcurrencyLimiter(speedBounds.normal))).toEqual([4, 4, 1]);
});

test('no size class waits for another', async () => {
  const limiter = createConcurrencyLimiter(speedBounds.normal);
  for (const size of [LARGE, ORDINARY]) await takeAll(limiter, size);
  expect((await takeAll(limiter, SMALL)).count).toBe(4);
});

test('the limit of a size class grows while throughput grows', async () => {
  const limiter = createConcurrencyLimiter(speedBounds.normal);
  await sampleWhileBusy(limiter, SMALL, [100, 200, 300]);
  expect(await limits(limiter)).toEqual([7, 4, 1]);
});

test('trouble halves every limit, down to one', async () => {
  const limiter = createConcurrencyLimiter(speedBounds.normal);
  limiter.adjust(1, true, false);
  expect(await limits(limiter)).toEqual([2, 2, 1]);
  for (let sample = 0; sample < 3; sample += 1) limiter.adjust(1, true, false);
  expect(await limits(limiter)).toEqual([1, 1, 1]);
});

test('a shaky connection carries one file at a time in each size class', async () => {
  const limiter = createConcurrencyLimiter(speedBounds.fast);
  for (let sample = 0; sample < 2; sample += 1) limiter.adjust(1, false, true);
  expect(await limits(limiter)).toEqual([1, 1, 1]);
});

test.each([
  ['polite', 2],
  ['normal', 10],
  ['fast', 20],
] as const)(
  '%s: at most %d files of a size class at a time, however much throughput grows',
  async (speed, most) => {
    const limiter = createConcurrencyLimiter(speedBounds[speed]);
    await sampleWhileBusy(
      limiter,
      SMALL,
      Array.from({ length: 25 }, (_, sample) => 2 ** sample),
    );
    expect((await limits(limiter))[0]).toBe(most);
  },
);

test('only small files are prepared before they have a permit', () => {
  const limiter = createConcurrencyLimiter(speedBounds.normal);
  expect([SMALL, ORDINARY, LARGE].map((size) => limiter.ahead(size) !== null)).toEqual([true, false, false]);
});
