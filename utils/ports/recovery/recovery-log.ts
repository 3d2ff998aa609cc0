import type { Proof } from '../../domain/file/file.ts';
import type { Arrangement } from '../../domain/layout/arrangement.ts';
import type { EarlierCopy } from '../../domain/run/earlier-copy.ts';
import type { EpochMs, Md5, RelativePath } from '../../units.ts';
import type { KnownContent } from '../work-queue.ts';

/** A file of an earlier copy that the destination was seen to hold. */
export interface RememberedFile {
  /** Key of the file: the same on every computer. */
  key: string;
  /** Null until a listing names it: the manifest has only its hash. */
  path: RelativePath | null;
  pathHash: string | null;
  checksum: string;
  md5: Md5;
  sizeBytes: number;
  proof: Proof;
}

/** Bytes that are in Jottacloud, by Apple's checksum. */
export interface NamedContent extends KnownContent {
  checksum: string;
}

/** The end of a recovery: what was found, and for which destination. */
export interface Recovery {
  /** Jottacloud account and destination folder, as one text. */
  of: string;
  copy: EarlierCopy | null;
  /** When the destination was listed. */
  provedAt: EpochMs;
}

/** Part of the log that recovery reads and writes. Decision: docs/decisions/018-manifest.md. */
export interface RecoveryLog {
  /** Whether no file was ever placed, and what the last recovery found. */
  readRecovery(): Promise<{ isEmpty: boolean; recovery: Recovery | null }>;
  /** Deletes what an unfinished recovery, or one of another destination, has saved. */
  beginRecovery(): Promise<void>;
  /** Saves files, reserves their paths, and saves contents. */
  saveRemembered(files: readonly RememberedFile[], contents: readonly NamedContent[]): Promise<void>;
  /** Gives remembered files without a path the path that a listing shows, by its hash. */
  namePaths(named: readonly { pathHash: string; path: RelativePath }[]): Promise<void>;
  /**
   * Ends a recovery. Only now its files are used.
   *
   * @param arrangement that the paths were made with; null: no paths are remembered
   */
  endRecovery(recovery: Recovery, destinationFolder: string, arrangement: Arrangement | null): Promise<void>;
  /** Gives a run whose photos have no place yet another arrangement. */
  adoptArrangement(arrangement: Arrangement, id: number): Promise<void>;
}
