import type { ErrorRecord } from '../../errors.ts';
import type { EpochMs } from '../../units.ts';
import type { Proof } from '../file/file.ts';
import type { PictureRef } from '../picture/small-picture.ts';

/** What the engine does, in order. */
export type Step = 'listing' | 'downloading' | 'uploading' | 'checking' | 'waiting';

/** Step of one transfer. After `send` the file is verified. */
export type FileStep = 'get' | 'check' | 'send';

/** A file in transfer. */
export interface FileUnderWay {
  key: string;
  /** Its photo, whose picture is shown. */
  photo: PictureRef;
  /** Name in Jottacloud, without its folder. */
  name: string;
  /** Name of its folder; empty directly in the destination. */
  folder: string;
  sizeBytes: number;
  step: FileStep;
  /** Bytes downloaded (`get`), all (`check`), or at or on their way to Jottacloud (`send`). */
  doneBytes: number;
}

/** A photo of which Jottacloud has confirmed at least one file. Its further places are the same entry. */
export interface FinishedPhoto {
  photo: PictureRef;
  name: string;
  /** Name of its latest folder; empty directly in the destination. */
  folder: string;
  /** Places in which it was confirmed: albums, or the one folder of another layout. */
  places: number;
  sizeBytes: number;
  proof: Proof;
}

/** Files in transfer to report; the engine has no more at once. */
export const MAX_FILES_SHOWN = 24;
/** Latest finished photos to report. */
export const MAX_FINISHED_SHOWN = 12;

/** Bytes in both directions: from Apple, to Jottacloud. */
export interface BothDirections {
  received: number;
  sent: number;
}

/**
 * A condition worth showing while copying continues. `woken`: the computer just woke from sleep. `shaky`: the connection
 * keeps breaking. `clock-wrong`: the computer's clock differs from that of the services.
 */
export type LiveNote = 'woken' | 'shaky' | 'clock-wrong';

/** Progress that only the running engine knows. Sent to open pages at most four times a second, never stored. */
export interface LiveProgress {
  at: EpochMs;
  step: Step;
  /** Bytes in transfer that the totals lack. Shrinks only by what the totals gain: bytes sent twice count once. */
  bytesUnderWay: number;
  /**
   * Milliseconds since the last byte in either direction; 0 while no file is in transfer and while a service asked for a
   * wait. Waits for the connection itself count.
   */
  quietMs: number;
  /** Smoothed; 0 if nothing moved lately. */
  bytesPerSecond: number;
  /** Smoothed, for each direction. */
  perSecond: BothDirections;
  /** Averages of the last half hour; absent: too little is measured. */
  recent?: BothDirections;
  /** Shortest and longest likely time; null: not known yet. */
  secondsLeft: { min: number; max: number } | null;
  /** Name of the file that finished last; null before the first. */
  lastFile: string | null;
  /** Oldest first; at most {@link MAX_FILES_SHOWN}. */
  files: FileUnderWay[];
  /** Latest first; at most {@link MAX_FINISHED_SHOWN}. */
  finished: FinishedPhoto[];
  /** Failure that everything waits for, and until when; null: nothing waits. */
  waiting: { error: ErrorRecord; until: EpochMs } | null;
  notes: LiveNote[];
}
