import type { EpochMs } from '../../units.ts';
import type { Run, Totals } from './run.ts';

/** The Jottacloud account as pages may see it: no token, no internal id. */
export interface JottacloudAccount {
  name: string;
  usedBytes: number;
  /** null: unlimited. */
  totalBytes: number | null;
  writeLocked: boolean;
  /** Host of the identity server, e.g. `id.jottacloud.com`. */
  service: string;
}

/**
 * What the page at icloud.com last said. `locked`: closed to web browsers. `approval`: wants the hourly approval.
 * `unknown`: nobody asked yet, or no page is open.
 */
export type SessionState = 'signed-in' | 'signed-out' | 'locked' | 'approval' | 'unknown';

/** Presses that wait for their run, in numbers: all 0 and false where none does. */
export interface WaitingSends {
  photos: number;
  albums: number;
  isEverything: boolean;
}

export const nothingWaits: WaitingSends = { photos: 0, albums: 0, isEverything: false };

/** All that a page needs to draw its first screen. */
export interface TransferSnapshot {
  connected: boolean;
  session: SessionState;
  /** A tab with iCloud Photos is open in the background because we opened it. */
  hasOpenedPage: boolean;
  /** When a copy went on by itself after the browser had been closed; null if none did. */
  resumedAt: EpochMs | null;
  /** What was pressed and waits: for the run before it, or for the setup. */
  waiting: WaitingSends;
  run: Run | null;
  totals: Totals;
}
