import type { LiveProgress } from '../progress/progress.ts';

/** Silence to report: speed and time left then mean nothing. */
const QUIET_MS = 10_000;
/** Step of the number that is shown. */
const STEP_MS = 10_000;

/** Returns the seconds without a byte in steps of ten, so that the number does not flicker; null while bytes arrive. */
export const quietSeconds = ({ quietMs }: Pick<LiveProgress, 'quietMs'>): number | null =>
  quietMs < QUIET_MS ? null : (Math.floor(quietMs / STEP_MS) * STEP_MS) / 1_000;
