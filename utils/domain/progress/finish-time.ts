import type { EpochMs } from '../../units.ts';
import { epochMs } from '../../units.ts';
import type { BothDirections } from './progress.ts';

/** When a copy will be done. */
export interface FinishTime {
  earliest: EpochMs;
  likely: EpochMs;
  latest: EpochMs;
}

/** Factors by which the connection may get faster or slower until the end. */
const FASTER = 0.9;
const SLOWER = 1.2;
/** Below this nothing moves. */
const MIN_BYTES_PER_SECOND = 1_000;

/**
 * Estimates when a copy ends: the bytes left, at the speed of the slower direction. A direction in which nothing moves is
 * not needed now, because Jottacloud has the bytes, or because they are here already.
 *
 * @param recent averages in bytes per second
 * @returns null while nothing moves, or when nothing is left
 */
export function finishTime(now: EpochMs, bytesLeft: number, recent: BothDirections): FinishTime | null {
  const moving = [recent.received, recent.sent].filter((speed) => speed >= MIN_BYTES_PER_SECOND);
  if (moving.length === 0 || bytesLeft <= 0) return null;
  const leftMs = (bytesLeft / Math.min(...moving)) * 1_000;
  const after = (factor: number): EpochMs => epochMs(Math.round(now + leftMs * factor));
  return { earliest: after(FASTER), likely: after(1), latest: after(SLOWER) };
}
