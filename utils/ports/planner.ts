import type { ListName } from '../domain/layout/destination-path.ts';
import type { AssetRecord } from '../domain/photo/record.ts';
import type { Role } from '../domain/photo/role.ts';
import type { Plan } from '../domain/plan/plan.ts';
import type { Run } from '../domain/run/run.ts';
import type { ErrorRecord } from '../errors.ts';
import type { EpochMs, RelativePath } from '../units.ts';
import type { QueuedFile } from './work-queue.ts';

/** A photo, and which of its files Apple lacked. */
export interface MissingFiles {
  libraryKey: string;
  list: ListName;
  asset: AssetRecord;
  roles: Role[];
}

/** A file of a photo that has no place and no queue position yet. */
export type UnplacedFile = Pick<
  QueuedFile,
  'key' | 'order' | 'itemKey' | 'libraryKey' | 'role' | 'holder' | 'field' | 'checksum' | 'sizeBytes'
>;

/** Decides what the run does and where its photos go. */
export interface Planner {
  /** Counts what the run will do, from the lists in the log. */
  countPlan(run: Run, at: EpochMs): Promise<Plan>;
  /**
   * Saves the plan of a run, which then waits for "Start" unless it is confirmed.
   *
   * @returns null if run, choice or arrangement changed meanwhile
   */
  savePlan(run: Run, plan: Plan, shortfalls: ErrorRecord[]): Promise<Run | null>;
  /** Prepares placing. Removes all placements if the destination or the layout changed. */
  preparePlacing(run: Run): Promise<void>;
  /**
   * Lists the files that are probably transferred first, without those whose bytes Jottacloud is known to have. Changes
   * nothing, also while a plan waits for "Start".
   */
  firstFiles(run: Run, limit: number): Promise<UnplacedFile[]>;
  /** Lists files of the next photos whose extension would be a guess; empty once all were inspected. */
  untypedFiles(run: Run): Promise<UnplacedFile[]>;
  /** Saves the types found in the first bytes; null: not recognised. */
  saveTypes(types: readonly { file: UnplacedFile; type: string | null }[]): Promise<void>;
  /** Places the next photos and queues their files. @returns false once all are placed */
  placeNext(run: Run): Promise<boolean>;
  /** Queues the album files that are new or have changed. @returns true if there is one */
  placeAlbumFiles(run: Run): Promise<boolean>;
  /**
   * Queues the gallery pages that are new or have changed.
   *
   * @returns true if there is one. Pages link to each other, so the next call may find more
   */
  placeGalleries(run: Run): Promise<boolean>;
  /** Lists album folders that hold no file. */
  emptyFolders(): Promise<{ albumKey: string; path: RelativePath }[]>;
  saveFolderMade(albumKey: string): Promise<void>;
  /** Forgets which folders exist at the destination. */
  forgetFolders(): Promise<void>;
  /** Removes uncopied files of photos that are gone at Apple: they can no longer be copied. */
  forgetGoneFiles(): Promise<void>;
  /** Removes compatible copies that Apple no longer has: a photo is complete without them. */
  forgetLostCopies(): Promise<void>;
  /** Lists photos that lacked a file at Apple when they were listed. */
  missingFiles(): Promise<MissingFiles[]>;
}
