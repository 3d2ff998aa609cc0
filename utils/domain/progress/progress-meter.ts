import type { EpochMs } from '../../units.ts';

/** Time after which a reading weighs a third; long enough that one large file does not make the number jump. */
const SMOOTHING_MS = 8_000;
/** History needed before an estimate of the time left. */
const MIN_HISTORY_MS = 5_000;
/** Longest gap between readings while the computer is awake. */
const MAX_READING_MS = 60_000;

/** Smoothed speed over the time in which something could move. */
export interface Meter {
  at: EpochMs;
  startedAt: EpochMs;
  /** Average over seconds, for display. */
  bytesPerSecond: number;
  /** Average over minutes, for the time left. */
  slowBytesPerSecond: number;
}

/** Returns a meter that begins to measure now. */
export const startMeter = (at: EpochMs): Meter => ({
  at,
  startedAt: at,
  bytesPerSecond: 0,
  slowBytesPerSecond: 0,
});

/** Adds a reading. @param movedBytes bytes since the last reading */
export function readMeter(meter: Meter, at: EpochMs, movedBytes: number): Meter {
  const elapsed = at - meter.at;
  if (elapsed <= 0) return meter;
  // Nothing can be measured before the first byte.
  if (movedBytes === 0 && meter.slowBytesPerSecond === 0) return startMeter(at);
  const now = (movedBytes / elapsed) * 1_000;
  const share = elapsed / (at - meter.startedAt);
  // Begins with a plain average, so that a slow start does not weigh for minutes.
  const blend = (old: number, span: number): number =>
    old + (now - old) * Math.max(share, 1 - Math.exp(-elapsed / span));
  return {
    ...meter,
    at,
    bytesPerSecond: blend(meter.bytesPerSecond, SMOOTHING_MS),
    slowBytesPerSecond: blend(meter.slowBytesPerSecond, SMOOTHING_MS * 10),
  };
}

/** Estimates the time left in seconds; null while too little is known. */
export function secondsLeft(meter: Meter, bytesLeft: number): { min: number; max: number } | null {
  if (bytesLeft <= 0) return { min: 0, max: 0 };
  if (meter.at - meter.startedAt < MIN_HISTORY_MS || meter.slowBytesPerSecond < 1) return null;
  const fast = Math.max(meter.slowBytesPerSecond, meter.bytesPerSecond);
  return { min: bytesLeft / fast / 1.05, max: (bytesLeft / meter.slowBytesPerSecond) * 1.3 };
}

/** Measures for how long no byte was transferred. */
export interface QuietWatch {
  /**
   * @param crossedBytes in both directions together, since the beginning
   * @param mayMove files are in transfer, and no service asked for a wait
   * @returns milliseconds without a byte
   */
  read(at: EpochMs, crossedBytes: number, mayMove: boolean): number;
}

/** Creates a watch that has seen no byte yet. */
export function createQuietWatch(startedAt: EpochMs): QuietWatch {
  let since = startedAt;
  let before = { at: startedAt, crossedBytes: 0 };
  return {
    read(at, crossedBytes, mayMove) {
      // The computer slept or its clock was set, so the connection was not quiet.
      const isJump = at < before.at || at - before.at > MAX_READING_MS;
      if (!mayMove || isJump || crossedBytes !== before.crossedBytes) since = at;
      before = { at, crossedBytes };
      return at - since;
    },
  };
}

/** Keeps the bytes in transfer from shrinking when a file is queued again. */
export interface SteadyBytes {
  /** @returns the bytes to report: those in transfer now, or the earlier number less what is done since */
  read(bytesDone: number, bytesUnderWay: number): number;
}

/** @param carriedBytes the last number of the previous life */
export function createSteadyBytes(carriedBytes: number): SteadyBytes {
  let reported = carriedBytes;
  let doneThen: number | null = null;
  return {
    read(bytesDone, bytesUnderWay) {
      const gained = Math.max(0, bytesDone - (doneThen ?? bytesDone));
      reported = Math.max(bytesUnderWay, reported - gained);
      doneThen = bytesDone;
      return reported;
    },
  };
}
