import type { EpochMs } from '../units.ts';

/** Time and chance, so that tests own them. */
export interface Clock {
  now(): EpochMs;
  /** 0 ≤ chance < 1 */
  chance(): number;
  /** Resolves after the wait, or at once when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
