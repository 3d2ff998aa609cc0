import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWatchdog } from './watchdog.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('expires once, so long after the last word and not before', () => {
  const expire = vi.fn<() => void>();
  const watchdog = createWatchdog(1_000, expire);
  watchdog.wait();
  vi.advanceTimersByTime(700);
  watchdog.wait();
  vi.advanceTimersByTime(999);
  expect(expire).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  vi.advanceTimersByTime(10_000);
  expect(expire).toHaveBeenCalledTimes(1);
});

test('while it rests it waits for nothing, and afterwards it has its whole time again', () => {
  const expire = vi.fn<() => void>();
  const watchdog = createWatchdog(1_000, expire);
  watchdog.wait();
  vi.advanceTimersByTime(500);
  watchdog.rest();
  vi.advanceTimersByTime(60_000);
  watchdog.wait();
  vi.advanceTimersByTime(999);
  expect(expire).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(expire).toHaveBeenCalledTimes(1);
});

test('once ended it says nothing any more', () => {
  const expire = vi.fn<() => void>();
  const watchdog = createWatchdog(1_000, expire);
  watchdog.wait();
  watchdog.end();
  vi.advanceTimersByTime(60_000);
  expect([expire.mock.calls.length, vi.getTimerCount()]).toEqual([0, 0]);
});
