import type { EpochMs } from '../units.ts';

/** Time and chance, injected so that tests control them. */
export interface Clock {
  now(): EpochMs;
  /** Returns a random number: 0 ≤ chance < 1. */
  chance(): number;
  /** Resolves after the wait, or at once when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
