import { epochMs } from '../../units.ts';
import type { Clock } from '../../ports/clock.ts';

/** Time that passes only when nothing is left to do in the present. Hours take seconds, and each run is the same. */
export interface VirtualTime extends Clock {
  wait(ms: number): Promise<void>;
  /** Lets time pass until the work has ended. @throws {Error} if the work never ends */
  runUntil<T>(work: Promise<T>): Promise<T>;
}

/** Lets the real event loop turn: streams and answers need two turns. */
const turnTwice = async (): Promise<void> => {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/**
 * Creates a time.
 *
 * @param settle resolves when nothing is left to do in the present
 */
export function createVirtualTime(settle: () => Promise<void> = turnTwice, beginsAt = 0): VirtualTime {
  let now = beginsAt;
  let due: { at: number; wake: () => void }[] = [];
  /** Schedules a wake-up. @returns a function that cancels it */
  const add = (ms: number, wake: () => void): (() => void) => {
    const entry = { at: now + Math.max(0, ms), wake };
    due.splice(due.findLastIndex(({ at }) => at <= entry.at) + 1, 0, entry);
    return () => void (due = due.filter((other) => other !== entry));
  };
  const wait = (ms: number): Promise<void> => new Promise((resolve) => void add(ms, resolve));
  return {
    now: () => epochMs(now),
    chance: () => 0.5,
    wait,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const giveUp = (): void => {
          cancel();
          resolve();
        };
        const cancel = add(ms, () => {
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
        if (!next) throw new Error('the work never ends: no wake-up is scheduled');
        now = next.at;
        next.wake();
      }
      return end;
    },
  };
}

/** Creates one direction of a link. Pieces of all transfers take turns. */
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
