// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followShell } from '../../entrypoints/icloud.content/in-page-frame.ts';

/** Longer than any page away from Photos is looked at. */
const AWAY_MS = 65_000;

let left: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  left = new AbortController();
});
afterEach(() => {
  left.abort();
  vi.useRealTimers();
});

const open = (path: string): void => {
  window.history.replaceState(null, '', path);
};

test('Mail and Notes at icloud.com carry no timer after a minute, until somebody presses something', async () => {
  open('/mail/');
  const carried: boolean[] = [];
  followShell(left.signal, (isCarrying) => carried.push(isCarrying));
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(AWAY_MS);
  expect(vi.getTimerCount()).toBe(0);

  document.body.click();
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(AWAY_MS);
  expect([vi.getTimerCount(), carried]).toEqual([0, []]);
});

test('a shell that shows Photos is looked at for as long as it does', async () => {
  open('/photos/');
  Object.defineProperty(document, 'hidden', { configurable: true, value: true });
  followShell(left.signal, () => undefined);
  await vi.advanceTimersByTimeAsync(AWAY_MS);
  expect(vi.getTimerCount()).toBe(1);
  left.abort();
  expect(vi.getTimerCount()).toBe(0);
});
