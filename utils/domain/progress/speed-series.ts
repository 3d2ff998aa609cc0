import type { EpochMs } from '../../units.ts';
import type { BothWays } from './progress.ts';

/** Points that are kept of one run; a longer run is told in wider steps. */
export const MAX_POINTS = 600;
/** Width of a point at first. */
const FIRST_STEP_MS = 5_000;

/** Speeds of one part of a run, in bytes a second. */
export interface SpeedPoint extends BothWays {
  /** End of the part. */
  at: EpochMs;
}

/** Speeds of both directions over one run: always all of it, in at most {@link MAX_POINTS} points. */
export interface SpeedSeries {
  runId: number;
  /** Width of the points that are added now. */
  stepMs: number;
  points: SpeedPoint[];
}

export const startSeries = (runId: number): SpeedSeries => ({ runId, stepMs: FIRST_STEP_MS, points: [] });

/** The series with one more point; where there is no room, two old points become one and the steps twice as wide. */
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

/** Where two points lie further apart than this many steps, nothing was moved between them: a pause, a closed browser. */
const GAP_STEPS = 3;

/** Whether there is a pause between two points that follow each other. */
export const isGap = ({ stepMs }: SpeedSeries, before: SpeedPoint, after: SpeedPoint): boolean =>
  after.at - before.at > GAP_STEPS * stepMs;

/** A series in a few numbers, for who does not see the chart; null without a point. Bytes a second. */
export function summary(series: SpeedSeries): { average: BothWays; most: BothWays; lastsMs: number } | null {
  const [first, last] = [series.points.at(0), series.points.at(-1)];
  if (!first || !last) return null;
  const of = (way: keyof BothWays) => series.points.map((point) => point[way]);
  const average = (way: keyof BothWays): number =>
    of(way).reduce((sum, speed) => sum + speed, 0) / of(way).length;
  const most = (way: keyof BothWays): number => of(way).reduce((top, speed) => Math.max(top, speed), 0);
  return {
    average: { received: average('received'), sent: average('sent') },
    most: { received: most('received'), sent: most('sent') },
    lastsMs: last.at - first.at + series.stepMs,
  };
}
