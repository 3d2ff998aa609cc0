import type { EpochMs } from '../units.ts';
import type { QueuedFile } from './work-queue.ts';

/** What the log knows of the destination. */
export interface DestinationIndex {
  /** The file that each path belongs to; null for what is not ours. */
  filesAt(paths: readonly string[]): Promise<(QueuedFile | null)[]>;
  /** All finished files, a part at a time. */
  doneFiles(afterOrder: number, limit: number): Promise<QueuedFile[]>;
  /** Records that could not be read as photos. */
  unusableCount(): Promise<number>;
  /** The whole destination was held against the log at that time. */
  saveChecked(at: EpochMs): Promise<void>;
}
