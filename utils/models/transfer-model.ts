import type { ReadonlySignal } from '@preact/signals';
import type { ErrorRecord } from '../errors.ts';
import type { AlbumChoices } from '../domain/album/album-choice.ts';
import type { Choice } from '../domain/album/choice.ts';
import type { LiveProgress } from '../domain/progress/progress.ts';
import type { JottacloudAccount, TransferSnapshot } from '../domain/run/snapshot.ts';
import type { EpochMs } from '../units.ts';

/** What the popup shows as a whole; also the value of `main[data-state]`. */
export type PageState =
  | 'setup'
  | 'signed-out'
  | 'ready'
  | 'counting'
  | 'plan'
  | 'running'
  | 'waiting'
  | 'attention'
  | 'paused'
  | 'checking'
  | 'done'
  | 'done-with-problems';

/** The plan: shown before anything moves. */
export interface PlanModel {
  /** Room at Jottacloud; null while it is being asked for, `unknown` if it did not answer. */
  account: ReadonlySignal<JottacloudAccount | 'unknown' | null>;
  /** Bytes that the browser has left for files on their way; null if it does not say. */
  browserRoomBytes: ReadonlySignal<number | null>;
  /** The plan is shown before each copy. */
  isShown: ReadonlySignal<boolean>;
  setShown(isShown: boolean): Promise<void>;
  /** What can be ticked where albums are chosen. */
  readAlbums(): Promise<AlbumChoices>;
  /** Another choice: the plan is counted anew. */
  choose(choice: Choice): Promise<void>;
  /** "Start". */
  start(): Promise<void>;
  /** "Not now". */
  drop(): Promise<void>;
}

/** Photos that came to Apple after the last copy, counted when the page was opened. */
export interface News {
  count: number;
  at: EpochMs;
}

/** Signals that a page renders and actions it calls; a test hands a page another one. */
export interface TransferModel {
  state: ReadonlySignal<PageState>;
  snapshot: ReadonlySignal<TransferSnapshot>;
  live: ReadonlySignal<LiveProgress | null>;
  /** Why it stands still or waits; null when it does not. */
  obstacle: ReadonlySignal<ErrorRecord | null>;
  plan: PlanModel;
  /** Only of a copy that left nothing behind. */
  news: ReadonlySignal<News>;
  start(): Promise<void>;
  pause(): Promise<void>;
  /** For good; what was copied stays. */
  stop(): Promise<void>;
  /** Reads everything that is shown once more. */
  refresh(): Promise<void>;
  /** Also "Try now". */
  goOn(): Promise<void>;
  /** Reads everything anew at both ends, though nothing seems to be new. */
  checkAgain(): Promise<void>;
  /** Copies what is new without showing a plan. */
  copyNew(): Promise<void>;
  /** Has the browser ask for what it has taken back, and goes on. */
  allowAccess(): Promise<void>;
  /** Begins anew as a newer version; where there is none, looks again whether Apple can be understood. */
  lookForUpdate(): Promise<void>;
  openDiagnosis(): Promise<void>;
  openIcloud(): Promise<void>;
  openSetup(): Promise<void>;
  openReport(): Promise<void>;
}
