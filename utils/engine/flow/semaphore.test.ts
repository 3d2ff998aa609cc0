import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSemaphore } from './semaphore.ts';

const never = new AbortController().signal;

test('slots are given out in the order they were asked for', async () => {
  const slots = createSemaphore(2);
  const order: number[] = [];
  const frees = await Promise.all([slots.acquire(1, never), slots.acquire(1, never)]);
  const later = [3, 4].map((name) => slots.acquire(1, never).then((free) => (order.push(name), free)));
  expect(slots.used).toBe(2);
  for (const free of frees) free();
  await Promise.all(later);
  expect(order).toEqual([3, 4]);
});

test('something large is not overtaken for ever by small things', async () => {
  const slots = createSemaphore(10);
  const order: string[] = [];
  const free = await slots.acquire(6, never);
  const large = slots.acquire(8, never).then((give) => (order.push('large'), give));
  const small = slots.acquire(1, never).then((give) => (order.push('small'), give));
  expect(order).toEqual([]);
  free();
  await Promise.all([large, small]);
  expect(order).toEqual(['large', 'small']);
});

test('more than there is waits until all is free, and takes it all', async () => {
  const slots = createSemaphore(10);
  const free = await slots.acquire(1_000, never);
  expect(slots.used).toBe(10);
  free();
  expect(slots.used).toBe(0);
});

test.each([NaN, -1])('%d is no amount, and blocks nobody', async (amount) => {
  const slots = createSemaphore(2);
  await expect(slots.acquire(amount, never)).rejects.toThrow(RangeError);
  await slots.acquire(2, never);
  expect([slots.used, slots.waiting]).toEqual([2, 0]);
});

test('what is given back twice counts once', async () => {
  const slots = createSemaphore(2);
  const free = await slots.acquire(2, never);
  free();
  free();
  expect(slots.used).toBe(0);
});

test('who gives up waiting blocks nobody', async () => {
  const slots = createSemaphore(4);
  const stop = new AbortController();
  const free = await slots.acquire(3, never);
  const givesUp = slots.acquire(4, stop.signal);
  const waits = slots.acquire(1, never);
  stop.abort();
  await expect(givesUp).rejects.toMatchObject({ name: 'AbortError' });
  await waits;
  expect(slots.used).toBe(4);
  await expect(slots.acquire(1, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  free();
});

test('never more is in use than there is, and all comes back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.boolean()), { maxLength: 30 }),
      async (wanted) => {
        const slots = createSemaphore(7);
        await Promise.all(
          wanted.map(async ([amount, isAborted]) => {
            const stop = new AbortController();
            const taking = slots.acquire(amount, stop.signal);
            if (isAborted) stop.abort();
            const free = await taking.catch(() => null);
            expect(slots.used).toBeLessThanOrEqual(7);
            await Promise.resolve();
            free?.();
          }),
        );
        expect(slots.used).toBe(0);
      },
    ),
  );
});
