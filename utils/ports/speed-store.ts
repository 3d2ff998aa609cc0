import type { SpeedSeries } from '../domain/progress/speed-series.ts';

/** Speeds of the run, for its chart and the next plan. */
export interface SpeedStore {
  saveSpeed(bytesPerSecond: number): Promise<void>;
  /** Speeds of a run so far; null if none were kept. */
  readSpeeds(runId: number): Promise<SpeedSeries | null>;
  /** Keeps them, and forgets those of earlier runs. */
  saveSpeeds(series: SpeedSeries): Promise<void>;
}
