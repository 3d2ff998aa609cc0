import type { SpeedSeries } from '../domain/progress/speed-series.ts';

/** Transfer speeds, for the chart and the next plan. */
export interface SpeedStore {
  saveSpeed(bytesPerSecond: number): Promise<void>;
  /** Returns the speeds of a run so far; null if none were saved. */
  readSpeeds(runId: number): Promise<SpeedSeries | null>;
  /** Saves the speeds of a run, and deletes those of earlier runs. */
  saveSpeeds(series: SpeedSeries): Promise<void>;
}
