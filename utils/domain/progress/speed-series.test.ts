import { describe, expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import {
  isGap,
  MAX_POINTS,
  recentSpeeds,
  type SpeedSeries,
  startSeries,
  summary,
  withPoint,
} from './speed-series.ts';

/** Records a run of this number of steps as the engine does: a point at the end of each step. */
function runOf(steps: number): SpeedSeries {
  let series = startSeries(1);
  for (let at = 0; at < steps * 5_000; at += series.stepMs)
    series = withPoint(series, { at: epochMs(at), received: 100, sent: 50 });
  return series;
}

describe('the speeds of a run', () => {
  test('are all kept while they fit', () => {
    expect(runOf(MAX_POINTS).points).toHaveLength(MAX_POINTS);
    expect(runOf(MAX_POINTS).stepMs).toBe(5_000);
  });

  test('stay within the limit, however long the run lasts, and cover it from beginning to end', () => {
    const series = runOf(100_000);
    expect(series.points.length).toBeLessThanOrEqual(MAX_POINTS);
    expect(series.points[0]?.at).toBeLessThanOrEqual(2 * series.stepMs);
    expect(series.points.at(-1)?.at).toBeGreaterThan(100_000 * 5_000 - 2 * series.stepMs);
    expect(series.points.every(({ received, sent }) => received === 100 && sent === 50)).toBe(true);
  });

  test('are joined two by two to their average', () => {
    let series = startSeries(1);
    for (let step = 0; step < MAX_POINTS; step += 1)
      series = withPoint(series, { at: epochMs(step), received: step % 2, sent: 0 });
    const next = withPoint(series, { at: epochMs(MAX_POINTS), received: 7, sent: 0 });
    expect(next.points).toHaveLength(MAX_POINTS / 2 + 1);
    expect(next.points[0]).toEqual({ at: 1, received: 0.5, sent: 0 });
    expect(next.points.at(-1)).toMatchObject({ received: 7 });
  });

  test('have a gap where nothing was measured for long', () => {
    const series = startSeries(1);
    const at = (ms: number) => ({ at: epochMs(ms), received: 1, sent: 1 });
    expect(isGap(series, at(0), at(5_400))).toBe(false);
    expect(isGap(series, at(0), at(60_000))).toBe(true);
  });

  test('are summed up as average and peak; before the first point there is no summary', () => {
    const series = [
      { at: epochMs(5_000), received: 10, sent: 0 },
      { at: epochMs(10_000), received: 30, sent: 4 },
    ].reduce(withPoint, startSeries(1));
    expect(summary(series)).toEqual({
      average: { received: 20, sent: 2 },
      peak: { received: 30, sent: 4 },
      lastsMs: 10_000,
    });
    expect(summary(startSeries(1))).toBeNull();
  });
});

describe('the speeds of the last half hour', () => {
  const HALF_HOUR_MS = 30 * 60_000;
  const seriesOf = (points: [at: number, received: number, sent: number][]): SpeedSeries =>
    points
      .map(([at, received, sent]) => ({ at: epochMs(at), received, sent }))
      .reduce(withPoint, startSeries(1));
  const steady = (from: number, count: number, speed: number) =>
    Array.from({ length: count }, (_, step): [number, number, number] => [
      from + step * 5_000,
      speed,
      2 * speed,
    ]);

  test('are averages of what was measured in it, without pauses and without what is older', () => {
    const series = seriesOf([...steady(0, 6, 900), ...steady(HALF_HOUR_MS, 6, 100)]);
    expect(recentSpeeds(series, epochMs(HALF_HOUR_MS + 60_000))).toEqual({ received: 100, sent: 200 });
  });

  test('are unknown before half a minute is measured, and long after the last point', () => {
    expect(recentSpeeds(seriesOf(steady(0, 5, 100)), epochMs(25_000))).toBeNull();
    expect(recentSpeeds(seriesOf(steady(0, 6, 100)), epochMs(2 * HALF_HOUR_MS))).toBeNull();
  });

  test('are known in a run so long that a point covers minutes', () => {
    const point = { at: epochMs(0), received: 10, sent: 10 };
    const series = { runId: 1, stepMs: 320_000, points: [point] };
    expect(recentSpeeds(series, epochMs(300_000))).toEqual({ received: 10, sent: 10 });
  });
});
