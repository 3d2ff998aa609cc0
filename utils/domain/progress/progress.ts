import type { ErrorRecord } from '../../errors.ts';
import type { EpochMs } from '../../units.ts';
import type { Proof } from '../file/file.ts';

/** What the engine is doing with a file, in the order it happens. */
export type Step = 'listing' | 'downloading' | 'uploading' | 'checking' | 'waiting';

/** Where one file is on its way; after `send` it is proved, and under way no longer. */
export type FileStep = 'get' | 'check' | 'send';

/** A file under way. */
export interface FileUnderWay {
  key: string;
  /** Name in Jottacloud, without its folder. */
  name: string;
  sizeBytes: number;
  step: FileStep;
  /** Bytes that have come (`get`), or that Jottacloud has or that are on their way to it (`send`); all of them while it is checked. */
  doneBytes: number;
}

/** A file that Jottacloud has confirmed. */
export interface FinishedFile {
  key: string;
  name: string;
  sizeBytes: number;
  proof: Proof;
}

/** Files under way that are told at most; the engine has no more at once. */
export const MAX_TOLD = 24;
/** Files that were finished last and are told. */
export const LAST_FINISHED = 8;

/** Bytes of both directions: from Apple, to Jottacloud. */
export interface BothWays {
  received: number;
  sent: number;
}

/**
 * What a person may want to know while it goes on all the same. `woken`: the computer was asleep a moment ago. `shaky`:
 * the connection breaks again and again. `clock-wrong`: the computer's clock is not the services'.
 */
export type LiveNote = 'woken' | 'shaky' | 'clock-wrong';

/** What only the running engine knows; told to open pages at most four times a second, never stored. */
export interface LiveProgress {
  at: EpochMs;
  step: Step;
  /** Bytes of files under way that are not in the totals yet. Never shrinks but by what the totals gain: bytes that are sent again count once. */
  bytesUnderWay: number;
  /**
   * Milliseconds since a byte crossed the link in either direction while files were to move; 0 while none is under
   * way, and while a service asks for a wait. Waits for the connection itself go on counting.
   */
  quietMs: number;
  /** Smoothed; 0 when nothing moved lately. */
  bytesPerSecond: number;
  /** The same of each direction. */
  perSecond: BothWays;
  /** Shortest and longest likely time; null while it cannot be told. */
  secondsLeft: { least: number; most: number } | null;
  /** Name of the file that was finished last; null before the first. */
  lastFile: string | null;
  /** In the order in which they were begun; at most {@link MAX_TOLD}. */
  files: FileUnderWay[];
  /** The latest first; at most {@link LAST_FINISHED}. */
  finished: FinishedFile[];
  /** The service that made everything wait, and until when; null when nothing waits. */
  waiting: { error: ErrorRecord; until: EpochMs } | null;
  notes: LiveNote[];
}
