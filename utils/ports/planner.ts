import type { ListName } from '../domain/layout/destination-path.ts';
import type { AssetRecord, Role } from '../domain/photo/record.ts';
import type { Plan } from '../domain/run/plan.ts';
import type { Run } from '../domain/run/run.ts';
import type { ErrorRecord } from '../errors.ts';
import type { EpochMs, RelativePath } from '../units.ts';
import type { QueuedFile } from './work-queue.ts';

/** A photo, and which of its files Apple did not have. */
export interface MissingFiles {
  libraryKey: string;
  list: ListName;
  asset: AssetRecord;
  roles: Role[];
}

/** A file whose type nobody tells: its first bytes are looked at before it gets a name. It has no place in the queue yet. */
export type UntypedFile = Pick<
  QueuedFile,
  'key' | 'order' | 'itemKey' | 'libraryKey' | 'role' | 'holder' | 'field' | 'checksum' | 'sizeBytes'
>;

/** What the run is going to do, and where its photos land. */
export interface Planner {
  /** What the run is going to do, from what was listed. */
  countPlan(run: Run, at: EpochMs): Promise<Plan>;
  /** Writes the plan of a run, which then waits for "Start" unless it is confirmed. @returns null if another run, choice or arrangement is wanted meanwhile */
  savePlan(run: Run, plan: Plan, shortfalls: ErrorRecord[]): Promise<Run | null>;
  /** Makes ready to place photos: where destination or layout changed, all places are forgotten. */
  preparePlaces(run: Run): Promise<void>;
  /** Files of the photos that are placed next whose names would be a guess; none once all were looked at. */
  untypedFiles(run: Run): Promise<UntypedFile[]>;
  /** Keeps the types that first bytes tell; null: they tell none. */
  saveTypes(types: readonly { file: UntypedFile; type: string | null }[]): Promise<void>;
  /** Gives the next photos their places and queues their files. @returns false when all have theirs */
  placeNext(run: Run): Promise<boolean>;
  /** Queues the lists of albums that are new or have changed. @returns true if there is one */
  placeAlbumFiles(run: Run): Promise<boolean>;
  /** Folders of albums that hold no file. */
  emptyFolders(): Promise<{ albumKey: string; path: RelativePath }[]>;
  saveFolderMade(albumKey: string): Promise<void>;
  /** No folder is known to be at the destination. */
  forgetFolders(): Promise<void>;
  /** Forgets files that were never copied of photos that are gone at Apple: nothing can be moved of them any more. */
  forgetGoneFiles(): Promise<void>;
  /** Photos of which Apple did not have a file when they were listed. */
  missingFiles(): Promise<MissingFiles[]>;
}
