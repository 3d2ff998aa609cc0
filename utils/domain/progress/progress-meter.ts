import type { EpochMs } from '../../units.ts';

/** Time after which an old reading counts for a third; long enough that one large file does not make the number jump. */
const SMOOTHING_MS = 8_000;
/** Below this much history no time left is told. */
const MIN_HISTORY_MS = 5_000;
/** Two readings lie less apart while the computer is awake. */
const MAX_READING_MS = 60_000;

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
  if (meter.at - meter.startedAt < MIN_HISTORY_MS || meter.slowBytesPerSecond < 1) return null;
  const fast = Math.max(meter.slowBytesPerSecond, meter.bytesPerSecond);
  return { least: bytesLeft / fast / 1.05, most: (bytesLeft / meter.slowBytesPerSecond) * 1.3 };
}

/** Measures for how long no byte has crossed the link. */
export interface QuietWatch {
  /**
   * @param crossedBytes in both directions together, since the beginning
   * @param mayMove files are under way, and no service asks for a wait
   * @returns milliseconds without a byte
   */
  read(at: EpochMs, crossedBytes: number, mayMove: boolean): number;
}

export function createQuietWatch(startedAt: EpochMs): QuietWatch {
  let since = startedAt;
  let before = { at: startedAt, crossedBytes: 0 };
  return {
    read(at, crossedBytes, mayMove) {
      // The computer slept, or its clock was set: that is no silence of the line.
      const isJump = at < before.at || at - before.at > MAX_READING_MS;
      if (!mayMove || isJump || crossedBytes !== before.crossedBytes) since = at;
      before = { at, crossedBytes };
      return at - since;
    },
  };
}

/** Keeps the bytes under way from shrinking when a file is put back and sent again. */
export interface SteadyBytes {
  /** @returns the bytes to report: those that are under way now, or as many as were reported before and are not done yet */
  read(bytesDone: number, bytesUnderWay: number): number;
}

/** @param carriedBytes reported when the work stopped the last time */
export function createSteadyBytes(carriedBytes: number): SteadyBytes {
  let told = carriedBytes;
  let doneThen: number | null = null;
  return {
    read(bytesDone, bytesUnderWay) {
      const gained = Math.max(0, bytesDone - (doneThen ?? bytesDone));
      told = Math.max(bytesUnderWay, told - gained);
      doneThen = bytesDone;
      return told;
    },
  };
}
