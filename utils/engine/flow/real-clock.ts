import { epochMs } from '../../units.ts';
import type { Clock } from '../../ports/clock.ts';

/** The computer's time and random numbers. */
export const realClock: Clock = {
  now: () => epochMs(Date.now()),
  chance: Math.random,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, Math.max(0, ms));
      signal.addEventListener('abort', end, { once: true });
    }),
};
