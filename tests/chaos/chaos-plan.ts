import type { ChaosSize } from './chaos-library.ts';

/** Severity of the faults. */
export interface ChaosPlan {
  seed: number;
  size: ChaosSize;
  kills: number;
  /** Number of kills that happen while the browser writes into the database. */
  killsInWrites: number;
  /** Standstills at each of the two hosts that move bytes. */
  stalls: number;
  /** Speed of the line up, so that there is a middle; bytes per second. */
  upBytesPerSecond: number;
  /** Longest time for all of it. */
  maxMs: number;
  /** Told of each step. */
  log(line: string): void;
}
