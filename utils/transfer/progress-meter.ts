import type { EpochMs } from '../units.ts';

/** Time after which an old reading counts for a third; long enough that one large file does not make the number jump. */
const SMOOTHING_MS = 8_000;
/** Below this much history no time left is told. */
const LEAST_HISTORY_MS = 5_000;

/** Smoothed speed over the time in which something could move. */
export interface Meter {
  at: EpochMs;
  startedAt: EpochMs;
  /** Average of the last seconds, for the eye. */
  bytesPerSecond: number;
  /** Average over minutes, for the time left. */
  slowBytesPerSecond: number;
}

export const startMeter = (at: EpochMs): Meter => ({
  at,
  startedAt: at,
  bytesPerSecond: 0,
  slowBytesPerSecond: 0,
});

/** @param movedBytes bytes moved since the last reading */
export function readMeter(meter: Meter, at: EpochMs, movedBytes: number): Meter {
  const elapsed = at - meter.at;
  if (elapsed <= 0) return meter;
  // Before the first byte nothing can be measured.
  if (movedBytes === 0 && meter.slowBytesPerSecond === 0) return startMeter(at);
  const now = (movedBytes / elapsed) * 1_000;
  const share = elapsed / (at - meter.startedAt);
  // At first a plain average of all there is, so that a slow start does not weigh for minutes.
  const blend = (old: number, span: number): number =>
    old + (now - old) * Math.max(share, 1 - Math.exp(-elapsed / span));
  return {
    ...meter,
    at,
    bytesPerSecond: blend(meter.bytesPerSecond, SMOOTHING_MS),
    slowBytesPerSecond: blend(meter.slowBytesPerSecond, SMOOTHING_MS * 10),
  };
}

/** A range a person can plan by; null while too little is known. */
export function secondsLeft(meter: Meter, bytesLeft: number): { least: number; most: number } | null {
  if (bytesLeft <= 0) return { least: 0, most: 0 };
  if (meter.at - meter.startedAt < LEAST_HISTORY_MS || meter.slowBytesPerSecond < 1) return null;
  const fast = Math.max(meter.slowBytesPerSecond, meter.bytesPerSecond);
  return { least: bytesLeft / fast / 1.05, most: (bytesLeft / meter.slowBytesPerSecond) * 1.3 };
}
