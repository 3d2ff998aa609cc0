import { bytesToMove, type Plan } from './plan.ts';

/** Typical upload speeds at home: 20 to 100 Mbit/s. */
const DEFAULT_BYTES_PER_SECOND = { slow: 2.5e6, fast: 12.5e6 };
/** Factor by which a connection may be faster or slower than last time. */
const SPREAD = 1.3;

/** Duration of a plan in seconds: by the speed of an earlier run, else for typical connections. */
export interface PlanTime {
  min: number;
  max: number;
  isMeasured: boolean;
}

/** Estimates the duration of a plan; null if there are no bytes to transfer. */
export function planTime(plan: Plan): PlanTime | null {
  const bytes = bytesToMove(plan);
  const measured = plan.bytesPerSecond;
  if (bytes === 0) return null;
  const isMeasured = measured !== null && measured > 0;
  const [fast, slow] = isMeasured
    ? [measured * SPREAD, measured / SPREAD]
    : [DEFAULT_BYTES_PER_SECOND.fast, DEFAULT_BYTES_PER_SECOND.slow];
  return { min: bytes / fast, max: bytes / slow, isMeasured };
}
