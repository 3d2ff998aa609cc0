import type { ReadonlySignal } from '@preact/signals';
import type { ErrorRecord } from '../errors.ts';
import type { LiveProgress } from '../transfer/progress.ts';
import type { TransferSnapshot } from '../transfer/snapshot.ts';

/** What the popup shows as a whole; also the value of `main[data-state]`. */
export type PageState =
  | 'setup'
  | 'signed-out'
  | 'ready'
  | 'counting'
  | 'running'
  | 'waiting'
  | 'attention'
  | 'paused'
  | 'checking'
  | 'done'
  | 'done-with-problems';

/** Signals that a page renders and actions it calls; a test hands a page another one. */
export interface TransferModel {
  state: ReadonlySignal<PageState>;
  snapshot: ReadonlySignal<TransferSnapshot>;
  live: ReadonlySignal<LiveProgress | null>;
  /** Why it stands still or waits; null when it does not. */
  obstacle: ReadonlySignal<ErrorRecord | null>;
  start(): Promise<void>;
  pause(): Promise<void>;
  /** Also "Try now". */
  goOn(): Promise<void>;
  openIcloud(): Promise<void>;
  openSetup(): Promise<void>;
  openReport(): Promise<void>;
}
