import type { EpochMs } from '../../units.ts';
import type { BothDirections } from './progress.ts';

/** Points to keep of one run; a longer run gets wider steps. */
export const MAX_POINTS = 600;
/** Initial width of a point. */
const FIRST_STEP_MS = 5_000;

/** Average speeds over one step, in bytes per second. */
export interface SpeedPoint extends BothDirections {
  /** End of the step. */
  at: EpochMs;
}

/** Speeds in both directions over a whole run, in at most {@link MAX_POINTS} points. */
export interface SpeedSeries {
  runId: number;
  /** Width of new points. */
  stepMs: number;
  points: SpeedPoint[];
}

/** Returns the speeds of a run that has none yet. */
export const startSeries = (runId: number): SpeedSeries => ({ runId, stepMs: FIRST_STEP_MS, points: [] });

/** Adds a point. A full series first merges its points in pairs and doubles the width of its steps. */
export function withPoint(series: SpeedSeries, point: SpeedPoint): SpeedSeries {
  if (series.points.length < MAX_POINTS) return { ...series, points: [...series.points, point] };
  const points: SpeedPoint[] = [];
  for (let index = 0; index + 1 < series.points.length; index += 2) {
    const [a, b] = series.points.slice(index, index + 2);
    if (a && b) points.push(joined(a, b));
  }
  return { ...series, stepMs: series.stepMs * 2, points: [...points, point] };
}

const joined = (a: SpeedPoint, b: SpeedPoint): SpeedPoint => ({
  at: b.at,
  received: (a.received + b.received) / 2,
  sent: (a.sent + b.sent) / 2,
});

/** Steps between two points that mean a gap: a pause or a closed browser. */
const GAP_STEPS = 3;

/** Returns whether nothing was transferred between two consecutive points. */
export const isGap = ({ stepMs }: SpeedSeries, before: SpeedPoint, after: SpeedPoint): boolean =>
  after.at - before.at > GAP_STEPS * stepMs;

/** Sums up a series in bytes per second, for people who cannot see the chart; null without a point. */
export function summary(
  series: SpeedSeries,
): { average: BothDirections; peak: BothDirections; lastsMs: number } | null {
  const [first, last] = [series.points.at(0), series.points.at(-1)];
  if (!first || !last) return null;
  const of = (direction: keyof BothDirections) => series.points.map((point) => point[direction]);
  const average = (direction: keyof BothDirections): number =>
    of(direction).reduce((sum, speed) => sum + speed, 0) / of(direction).length;
  const peak = (direction: keyof BothDirections): number =>
    of(direction).reduce((top, speed) => Math.max(top, speed), 0);
  return {
    average: { received: average('received'), sent: average('sent') },
    peak: { received: peak('received'), sent: peak('sent') },
    lastsMs: last.at - first.at + series.stepMs,
  };
}

/** Span that an estimate of the end looks back on. */
const RECENT_MS = 30 * 60_000;
/** Least measured time for an estimate. */
const MIN_MEASURED_MS = 30_000;

/**
 * Returns the average speeds of the last half hour in bytes per second. Pauses do not count, because they have no points.
 *
 * @returns null while too little is measured
 */
export function recentSpeeds({ stepMs, points }: SpeedSeries, now: EpochMs): BothDirections | null {
  const recent = points.filter(({ at }) => at > now - RECENT_MS - stepMs && at <= now + stepMs);
  if (recent.length * stepMs < MIN_MEASURED_MS) return null;
  const average = (direction: keyof BothDirections): number =>
    recent.reduce((sum, point) => sum + point[direction], 0) / recent.length;
  return { received: average('received'), sent: average('sent') };
}
