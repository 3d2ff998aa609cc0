import type { LiveProgress } from '../domain/progress/progress.ts';
import type { Run, Totals } from '../domain/run/run.ts';

/** Receives the engine's progress. */
export interface Reporter {
  /** The log changed in something other than progress. */
  stored(): void;
  /** Reports live progress, with the current run and totals of the log. */
  live(progress: LiveProgress, run: Run | null, totals: Totals): void;
  /** Reports that the run began, stopped or ended. */
  turned(change: { idle: boolean; percent: number | null }): void;
}
