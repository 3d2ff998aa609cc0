import type { EpochMs, RelativePath } from '../units.ts';
import type { QueuedFile } from './work-queue.ts';

/** What the log knows about the destination. */
export interface DestinationIndex {
  /** Returns the file that owns each path; null for paths that are not ours. */
  filesAt(paths: readonly string[]): Promise<(QueuedFile | null)[]>;
  /** Lists finished files after a queue position, a batch at a time. */
  doneFiles(afterOrder: number, limit: number): Promise<QueuedFile[]>;
  /** Gives a finished file the path to which somebody moved it at Jottacloud. */
  followMove(file: QueuedFile, path: RelativePath): Promise<void>;
  /** Counts records that could not be read as photos. */
  unusableCount(): Promise<number>;
  /** Saves when the whole destination was compared with the log. */
  saveChecked(at: EpochMs): Promise<void>;
}
