import type { EpochMs } from '../../units.ts';
import type { Completeness } from '../top-up/completeness.ts';
import type { WhoseCopy } from '../account/logs.ts';
import type { Run, Totals } from './run.ts';

/** The Jottacloud account as pages may see it: without token and internal id. */
export interface JottacloudAccount {
  name: string;
  /** Absent: Jottacloud does not say. */
  email?: string;
  usedBytes: number;
  /** null: unlimited. */
  totalBytes: number | null;
  writeLocked: boolean;
  /** Host of the identity server, e.g. `id.jottacloud.com`. */
  service: string;
}

/**
 * Last known session in the iCloud tab. `locked`: web access is off. `approval`: needs the hourly approval. `unknown`: not
 * checked yet, or no tab is open.
 */
export type SessionState = 'signed-in' | 'signed-out' | 'locked' | 'approval' | 'unknown';

/** Who is signed in at iCloud, as an open page there reports it. */
export interface IcloudAccount {
  session: SessionState;
  /** Address or phone number; null if unknown. */
  account: string | null;
  /** The owner's name; null if unknown. */
  name: string | null;
}

/** Pending sends in numbers; all 0 and false: none. */
export interface WaitingSends {
  photos: number;
  albums: number;
  isEverything: boolean;
  /** Presses in the queue, each a task. */
  tasks: number;
}

/** Everything that a page needs for its first screen. */
export interface TransferSnapshot {
  connected: boolean;
  session: SessionState;
  /** We opened an iCloud tab in the background, and it is still open. */
  hasOpenedTab: boolean;
  /** When a copy resumed automatically after the browser was closed; null: none did. */
  resumedAt: EpochMs | null;
  /** Pending sends: they wait for the current run or for the setup. */
  waiting: WaitingSends;
  whose: WhoseCopy;
  run: Run | null;
  totals: Totals;
  /** Facts about the last complete copy of the whole library; null: none. */
  completeness: Completeness | null;
}
