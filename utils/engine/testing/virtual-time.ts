import { epochMs } from '../../units.ts';
import type { Clock } from '../../ports/clock.ts';

/** Time that passes only when nothing is left to do in the present: hours go by in seconds, each time the same. */
export interface VirtualTime extends Clock {
  wait(ms: number): Promise<void>;
  /** Lets time pass until the work has ended. @throws if it waits for what will never come */
  runUntil<T>(work: Promise<T>): Promise<T>;
}

export function createVirtualTime(): VirtualTime {
  let now = 0;
  let due: { at: number; wake: () => void }[] = [];
  /** @returns what takes it out again */
  const add = (ms: number, wake: () => void): (() => void) => {
    const entry = { at: now + Math.max(0, ms), wake };
    due.splice(due.findLastIndex(({ at }) => at <= entry.at) + 1, 0, entry);
    return () => void (due = due.filter((other) => other !== entry));
  };
  const wait = (ms: number): Promise<void> => new Promise((resolve) => void add(ms, resolve));
  /** Streams and answers need a few turns of the real loop. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    now: () => epochMs(now),
    chance: () => 0.5,
    wait,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const giveUp = (): void => {
          remove();
          resolve();
        };
        const remove = add(ms, () => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        });
        signal.addEventListener('abort', giveUp, { once: true });
      }),
    async runUntil(work) {
      const over = new AbortController();
      const end = work.finally(() => over.abort());
      end.catch(() => undefined);
      for (await settle(); !over.signal.aborted; await settle()) {
        const next = due.shift();
        if (!next) throw new Error('everything waits for nothing');
        now = next.at;
        next.wake();
      }
      return end;
    },
  };
}

/** One direction of a link: pieces of all transfers take turns. */
export function createVirtualLink(
  time: VirtualTime,
  bytesPerSecond: number,
): (bytes: number) => Promise<void> {
  let freeAt = 0;
  return (bytes) => {
    freeAt = Math.max(freeAt, time.now()) + (bytes / bytesPerSecond) * 1_000;
    return time.wait(freeAt - time.now());
  };
}
