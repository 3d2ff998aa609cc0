import { expect, test } from 'vitest';
import { createHashPool } from './content-hash.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a used hash is clean for the next file, even after a failure', async () => {
  const pool = createHashPool();
  const hashOf = (text: string) =>
    pool.lend(null, async (hash) => (hash.update(bytes(text)), (await hash.finish()).md5));
  const failing = pool.lend(null, async (hash) => {
    hash.update(bytes('half of a file'));
    throw new Error('cut');
  });
  await expect(failing).rejects.toThrow('cut');
  expect(await hashOf('a')).toBe('0cc175b9c0f1b6a831c399e269772661');
});

test('files that are read at the same time have separate hashes', async () => {
  const pool = createHashPool();
  const slowly = (text: string) =>
    pool.lend(null, async (hash) => {
      for (const letter of text) {
        hash.update(bytes(letter));
        await Promise.resolve();
      }
      return (await hash.finish()).md5;
    });
  expect(await Promise.all([slowly('hello world'), slowly('a')])).toEqual([
    '5eb63bbbe01eeed093cb22bb8f5acdc3',
    '0cc175b9c0f1b6a831c399e269772661',
  ]);
});
