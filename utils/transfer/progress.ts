import type { ErrorRecord } from '../errors.ts';
import type { EpochMs } from '../units.ts';

/** What the engine is doing with a file, in the order it happens. */
export type Step = 'listing' | 'downloading' | 'uploading' | 'checking' | 'waiting';

/** What only the running engine knows; told to open pages at most four times a second, never stored. */
export interface LiveProgress {
  at: EpochMs;
  step: Step;
  /** Bytes of files under way that are not in the totals yet. */
  bytesUnderWay: number;
  /** Smoothed; 0 when nothing moved lately. */
  bytesPerSecond: number;
  /** Shortest and longest likely time; null while it cannot be told. */
  secondsLeft: { least: number; most: number } | null;
  /** Name of the file that was finished last; null before the first. */
  lastFile: string | null;
  /** The service that made everything wait, and until when; null when nothing waits. */
  waiting: { error: ErrorRecord; until: EpochMs } | null;
}
