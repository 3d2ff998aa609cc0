import type { BothWays } from '../../domain/progress/progress.ts';
import { type SpeedSeries, startSeries, withPoint } from '../../domain/progress/speed-series.ts';
import type { EpochMs } from '../../units.ts';
import type { SpeedStore } from '../../ports/speed-store.ts';

/** Keeps the speeds of a run in the log, for the chart: one small record, written once in a step of five seconds or more. */
export interface SpeedLog {
  /** @param moved bytes of this life of the engine so far */
  note(runId: number, at: EpochMs, moved: BothWays): Promise<void>;
}

export function createSpeedLog(store: Pick<SpeedStore, 'readSpeeds' | 'saveSpeeds'>): SpeedLog {
  let series: SpeedSeries | null = null;
  let last: { at: EpochMs; moved: BothWays } | null = null;
  return {
    async note(runId, at, moved) {
      if (series?.runId !== runId) {
        series = (await store.readSpeeds(runId)) ?? startSeries(runId);
        last = null;
      }
      last ??= { at, moved };
      const elapsedMs = at - last.at;
      if (elapsedMs < series.stepMs) return;
      const perSecond = (bytes: number): number => Math.round((bytes * 1_000) / elapsedMs);
      series = withPoint(series, {
        at,
        received: perSecond(moved.received - last.moved.received),
        sent: perSecond(moved.sent - last.moved.sent),
      });
      last = { at, moved };
      await store.saveSpeeds(series);
    },
  };
}
