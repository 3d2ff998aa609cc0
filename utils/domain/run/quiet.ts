import type { LiveProgress } from '../progress/progress.ts';

/** A line without a byte for this long is told: speed and time left then say nothing. */
const QUIET_MS = 10_000;
const STEP_MS = 10_000;

/** For how long no byte has come, in seconds and whole steps of ten, so that the number does not flicker; null while bytes come. */
export const quietSeconds = ({ quietMs }: Pick<LiveProgress, 'quietMs'>): number | null =>
  quietMs < QUIET_MS ? null : (Math.floor(quietMs / STEP_MS) * STEP_MS) / 1_000;
