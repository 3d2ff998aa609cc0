import { signal } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import { followWakeLock } from './wake-lock.ts';

function start(answer: () => Promise<unknown> = () => Promise.resolve()) {
  const locks = { taken: 0, released: 0 };
  const [isWanted, isVisible] = [signal(true), signal(true)];
  const end = followWakeLock(isWanted, isVisible, async () => {
    locks.taken += 1;
    await answer();
    let isHeld = true;
    return {
      release: async () => {
        if (isHeld) locks.released += 1;
        isHeld = false;
      },
    };
  });
  return { locks, isWanted, isVisible, end };
}

test('the screen stays on while it is wanted, and only then', async () => {
  const { locks, isWanted, end } = start();
  expect(locks).toEqual({ taken: 1, released: 0 });
  isWanted.value = false;
  await vi.waitFor(() => expect(locks).toEqual({ taken: 1, released: 1 }));
  isWanted.value = true;
  expect(locks.taken).toBe(2);
  end();
  await vi.waitFor(() => expect(locks.released).toBe(2));
});

test('a page that is shown again requests the lock again', async () => {
  const { locks, isVisible } = start();
  isVisible.value = false;
  isVisible.value = true;
  await vi.waitFor(() => expect(locks).toEqual({ taken: 2, released: 1 }));
});

test('a refused lock does no harm, and is requested again later', async () => {
  const { locks, isVisible } = start(() => Promise.reject(new Error('low battery')));
  isVisible.value = false;
  isVisible.value = true;
  await vi.waitFor(() => expect(locks).toEqual({ taken: 2, released: 0 }));
});
