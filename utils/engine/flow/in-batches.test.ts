import { expect, test } from 'vitest';
import { batchesOf, inBatches } from './in-batches.ts';

async function* numbers(count: number): AsyncGenerator<number> {
  for (let number = 1; number <= count; number += 1) yield number;
}

test.each([
  [0, []],
  [2, [[1, 2]]],
  [3, [[1, 2, 3]]],
  [7, [[1, 2, 3], [4, 5, 6], [7]]],
])('%d in batches of three', async (count, batches) => {
  expect(await Array.fromAsync(inBatches(numbers(count), 3))).toEqual(batches);
  expect([...batchesOf(await Array.fromAsync(numbers(count)), 3)]).toEqual(batches);
});
