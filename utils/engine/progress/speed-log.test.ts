import { expect, test } from 'vitest';
import type { SpeedSeries } from '../../domain/progress/speed-series.ts';
import { startSeries } from '../../domain/progress/speed-series.ts';
import { epochMs } from '../../units.ts';
import { createSpeedLog } from './reporting.ts';

function startLog(kept: SpeedSeries | null = null) {
  const saved: SpeedSeries[] = [];
  const log = createSpeedLog({
    readSpeeds: (runId) => Promise.resolve(kept?.runId === runId ? kept : null),
    saveSpeeds: (series) => {
      saved.push(series);
      return Promise.resolve();
    },
  });
  return { saved, log };
}

test('speeds are written every five seconds, however often they are noted', async () => {
  const { saved, log } = startLog();
  for (let at = 0; at <= 20_000; at += 400) await log.note(1, epochMs(at), { received: at * 2, sent: at });
  expect(saved).toHaveLength(3);
  expect(saved.at(-1)?.points[0]).toEqual({ at: 5_200, received: 2_000, sent: 1_000 });
});

test('another life of the engine continues the chart, and counts nothing twice', async () => {
  const before = { ...startSeries(4), points: [{ at: epochMs(1), received: 5, sent: 5 }] };
  const { saved, log } = startLog(before);
  await log.note(4, epochMs(100_000), { received: 9_000, sent: 0 });
  await log.note(4, epochMs(110_000), { received: 19_000, sent: 0 });
  expect(saved.at(-1)?.points).toEqual([...before.points, { at: 110_000, received: 1_000, sent: 0 }]);
});

test('another run begins with an empty chart', async () => {
  const { saved, log } = startLog({ ...startSeries(4), points: [{ at: epochMs(1), received: 5, sent: 5 }] });
  await log.note(5, epochMs(0), { received: 0, sent: 0 });
  await log.note(5, epochMs(5_000), { received: 0, sent: 50 });
  expect(saved).toEqual([{ ...startSeries(5), points: [{ at: 5_000, received: 0, sent: 10 }] }]);
});
