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

/** What the page at icloud.com last said. `unknown`: nobody asked yet, or no page is open. */
export type SessionState = 'signed-in' | 'signed-out' | 'locked' | 'unknown';

/** All that a page needs to draw its first screen. */
export interface TransferSnapshot {
  connected: boolean;
  session: SessionState;
  /** A tab with iCloud Photos is open in the background because we opened it. */
  hasOpenedPage: boolean;
  run: Run | null;
  totals: Totals;
}
