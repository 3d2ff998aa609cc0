import type { ReadonlySignal } from '@preact/signals';
import type { CheckRow } from '../domain/check/check-row.ts';

/** `busy`: a copy is under way, which a check would disturb. */
export type CheckStage = 'idle' | 'busy' | 'running' | 'done';

/** Signals of the page "Check my connection", and the actions it calls. */
export interface CheckModel {
  stage: ReadonlySignal<CheckStage>;
  /** Rows that are there, in their order. */
  rows: ReadonlySignal<readonly CheckRow[]>;
  /** Runs all checks, unless a copy is under way. */
  check(): Promise<void>;
  /** The rows as a text for whoever helps. */
  text(): string;
  /** Puts the text on the clipboard. */
  copyText(): Promise<void>;
}
