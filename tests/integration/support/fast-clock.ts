import { realClock } from '../../../utils/engine/flow/real-clock.ts';
import type { Clock } from '../../../utils/ports/clock.ts';
import { epochMs } from '../../../utils/units.ts';

/** A clock that can be set. */
export interface FastClock extends Clock {
  /** Sets it on or back by so much; who sleeps, sleeps on. */
  jump(ms: number): void;
}

/**
 * A clock that runs `speed` times as fast as the real one. Waits stay in their order and what is due at a time is due
 * at that time; only nobody sits through them. Chance is even: every wait is exactly the one in the table.
 */
export function createFastClock(speed: number, startedAt = Date.now()): FastClock {
  let jumped = 0;
  return {
    now: () => epochMs(startedAt + jumped + (Date.now() - startedAt) * speed),
    chance: () => 0.5,
    sleep: (ms, signal) => realClock.sleep(ms / speed, signal),
    jump: (ms) => void (jumped += ms),
  };
}
