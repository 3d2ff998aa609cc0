import { expect, test } from 'vitest';
import { together } from './together.ts';

test('results keep the order of the work', async () => {
  const second = Promise.withResolvers<void>();
  const both = together(
    second.promise.then(() => 'a'),
    Promise.resolve(2).finally(second.resolve),
  );
  expect(await both).toEqual(['a', 2]);
});

test('a failure is thrown once all work has ended', async () => {
  const slow = Promise.withResolvers<void>();
  let hasEnded = false;
  const both = together(
    Promise.reject(new Error('broken')),
    slow.promise.then(() => (hasEnded = true)),
  );
  const failed = both.catch((error: unknown) => [error, hasEnded]);
  slow.resolve();
  expect(await failed).toEqual([new Error('broken'), true]);
});
