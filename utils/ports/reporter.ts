import type { LiveProgress } from '../domain/progress/progress.ts';
import type { Run, Totals } from '../domain/run/run.ts';

/** Where the engine tells how it goes. */
export interface Reporter {
  /** Something else than progress has changed in the log. */
  stored(): void;
  /** How it goes, with what the log says now. */
  live(progress: LiveProgress, run: Run | null, totals: Totals): void;
  /** The run began, stopped or ended. */
  turned(change: { idle: boolean; percent: number | null }): void;
}
