import { FULL_SIZE, SHORT_SIZE } from './chaos-library.ts';
import type { ChaosPlan } from './chaos-plan.ts';

/** The promised run: 500 items, more than 20 deaths, some of them during a write. */
export const FULL_CHAOS: Omit<ChaosPlan, 'log'> = {
  seed: 20_261_124,
  size: FULL_SIZE,
  kills: 22,
  killsInWrites: 4,
  stalls: 2,
  upBytesPerSecond: 8e6,
  maxMs: 30 * 60_000,
};

/** The same in small, for every test run; a standstill alone would take as long as all of it. */
export const SHORT_CHAOS: Omit<ChaosPlan, 'log'> = {
  seed: 4,
  size: SHORT_SIZE,
  kills: 3,
  killsInWrites: 1,
  stalls: 0,
  upBytesPerSecond: 8e6,
  maxMs: 180_000,
};
