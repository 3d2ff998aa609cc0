import { epochMs } from '../../units.ts';
import type { Clock } from '../../ports/clock.ts';

/** A clock that a test moves. Sleepers wake in the order of their time. */
export interface ManualClock extends Clock {
  /** Advances the time, wakes the sleepers that are due on the way, and lets them work. */
  advance(ms: number): Promise<void>;
  /** Sets the computer's clock to another time. Sleepers keep sleeping. */
  jump(ms: number): void;
  /** Waits of all sleepers, in milliseconds from now. */
  readonly waits: number[];
}

/** Creates a clock at 0. `chance` always returns a half, so that every wait is the one in the table of waits. */
export function createManualClock(): ManualClock {
  let now = 0;
  let jumped = 0;
  let sleepers: { at: number; wake: () => void }[] = [];
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => epochMs(now + jumped),
    chance: () => 0.5,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const sleeper = {
          at: now + ms,
          wake: () => {
            sleepers = sleepers.filter((other) => other !== sleeper);
            resolve();
          },
        };
        sleepers.push(sleeper);
        signal.addEventListener('abort', sleeper.wake, { once: true });
      }),
    jump: (ms) => void (jumped += ms),
    get waits() {
      return sleepers.map(({ at }) => at - now).toSorted((a, b) => a - b);
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = sleepers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (!next) break;
        now = Math.max(now, next.at);
        next.wake();
        await settle();
      }
      now = end;
    },
  };
}
