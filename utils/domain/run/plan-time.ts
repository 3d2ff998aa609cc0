import { bytesToMove, type Plan } from './plan.ts';

/** Usual connections at home, upwards: 20 to 100 Mbit/s. */
const DEFAULT_BYTES_PER_SECOND = { slow: 2.5e6, fast: 12.5e6 };
/** By how much a connection is faster or slower than last time. */
const SWING = 1.3;

/** How long a plan takes: from the speed of an earlier run, else for the range of usual connections. */
export interface PlanTime {
  least: number;
  most: number;
  isMeasured: boolean;
}

/** @returns seconds; null if no bytes have to move */
export function planTime(plan: Plan): PlanTime | null {
  const bytes = bytesToMove(plan);
  const measured = plan.bytesPerSecond;
  if (bytes === 0) return null;
  const isMeasured = measured !== null && measured > 0;
  const [fast, slow] = isMeasured
    ? [measured * SWING, measured / SWING]
    : [DEFAULT_BYTES_PER_SECOND.fast, DEFAULT_BYTES_PER_SECOND.slow];
  return { least: bytes / fast, most: bytes / slow, isMeasured };
}
