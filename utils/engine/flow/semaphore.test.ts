import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSemaphore } from './semaphore.ts';

const never = new AbortController().signal;

test('permits are granted in the order of the requests', async () => {
  const semaphore = createSemaphore(2);
  const order: number[] = [];
  const releases = await Promise.all([semaphore.acquire(1, never), semaphore.acquire(1, never)]);
  const later = [3, 4].map((name) =>
    semaphore.acquire(1, never).then((release) => (order.push(name), release)),
  );
  expect(semaphore.used).toBe(2);
  for (const release of releases) release();
  await Promise.all(later);
  expect(order).toEqual([3, 4]);
});

test('small requests do not overtake a large one', async () => {
  const semaphore = createSemaphore(10);
  const order: string[] = [];
  const release = await semaphore.acquire(6, never);
  const large = semaphore.acquire(8, never).then((give) => (order.push('large'), give));
  const small = semaphore.acquire(1, never).then((give) => (order.push('small'), give));
  expect(order).toEqual([]);
  release();
  await Promise.all([large, small]);
  expect(order).toEqual(['large', 'small']);
});

test('a request for more than the capacity waits until all permits are free and takes them all', async () => {
  const semaphore = createSemaphore(10);
  const release = await semaphore.acquire(1_000, never);
  expect(semaphore.used).toBe(10);
  release();
  expect(semaphore.used).toBe(0);
});

test.each([NaN, -1])('an amount of %d is rejected and blocks nobody', async (amount) => {
  const semaphore = createSemaphore(2);
  await expect(semaphore.acquire(amount, never)).rejects.toThrow(RangeError);
  await semaphore.acquire(2, never);
  expect([semaphore.used, semaphore.waiting]).toEqual([2, 0]);
});

test('a permit that is released twice counts once', async () => {
  const semaphore = createSemaphore(2);
  const release = await semaphore.acquire(2, never);
  release();
  release();
  expect(semaphore.used).toBe(0);
});

test('an aborted request blocks nobody', async () => {
  const semaphore = createSemaphore(4);
  const stop = new AbortController();
  const release = await semaphore.acquire(3, never);
  const aborted = semaphore.acquire(4, stop.signal);
  const waits = semaphore.acquire(1, never);
  stop.abort();
  await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
  await waits;
  expect(semaphore.used).toBe(4);
  await expect(semaphore.acquire(1, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  release();
});

test('the used permits never exceed the capacity, and all are released', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.boolean()), { maxLength: 30 }),
      async (wanted) => {
        const semaphore = createSemaphore(7);
        await Promise.all(
          wanted.map(async ([amount, isAborted]) => {
            const stop = new AbortController();
            const taking = semaphore.acquire(amount, stop.signal);
            if (isAborted) stop.abort();
            const release = await taking.catch(() => null);
            expect(semaphore.used).toBeLessThanOrEqual(7);
            await Promise.resolve();
            release?.();
          }),
        );
        expect(semaphore.used).toBe(0);
      },
    ),
  );
});
