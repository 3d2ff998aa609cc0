import type { ManifestAlbum, ManifestHeader } from '../domain/manifest/manifest.ts';
import type { ManifestState } from '../domain/manifest/manifest-state.ts';
import type { EpochMs, RelativePath } from '../units.ts';
import type { QueuedFile } from './work-queue.ts';

/** Reads and changes what the log knows about the destination. */
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

/** Facts about the whole log, for the header of a manifest. */
export interface ManifestFacts {
  /** Null: nothing is known of a manifest for this destination and account. */
  state: ManifestState | null;
  accountNumber: string;
  jottacloudUser: string;
  placedUnder: string | null;
  tokens: ManifestHeader['tokens'];
  filesDone: number;
}

/** Files that were confirmed or lost since the last part was written. */
export interface ChangedFiles {
  /** Keys of all that changed after `from`. */
  keys: string[];
  /** Numbers of changes in the log: before the first of them, and by now. */
  from: number;
  upTo: number;
}

/** Part of the log that the manifest needs. */
export interface ManifestLog {
  readManifest(destinationFolder: string): Promise<ManifestFacts>;
  saveManifest(state: ManifestState): Promise<void>;
  /** Returns the files that changed in this life of the engine, until {@link ManifestLog.forgetChanged} is called. */
  readChanged(): Promise<ChangedFiles>;
  /** Forgets changes that are written. Those that came later stay. */
  forgetChanged(upTo: number): void;
  /** Returns files by key; null where the log has none. */
  filesOf(keys: readonly string[]): Promise<(QueuedFile | null)[]>;
  /** Lists all albums with the titles of their folders. */
  albumTitles(): Promise<ManifestAlbum[]>;
}
