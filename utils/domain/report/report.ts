import type { ErrorRecord } from '../../errors.ts';
import type { Kind } from '../photo/kind.ts';
import type { Role } from '../photo/role.ts';
import type { EpochMs, Md5, RelativePath } from '../../units.ts';
import type { FileStatus, Proof } from '../file/file.ts';
import type { CannotReason } from '../run/plan.ts';
import type { Run, Totals } from '../run/run.ts';

/** One library in the report. */
export interface ReportLibrary {
  /** Name of the library in the log. */
  key: string;
  /** Zone name as Apple gives it; `PrimarySync…` is the personal library, `SharedSync-…` the shared one. */
  zoneName: string;
  /** Name of a shared album; absent: none is known, or it is a library. */
  title?: string;
  /** Apple's own count over the lists that are copied, and the frames of bursts; null if it was not told. */
  appleCount: number | null;
  itemsFound: number;
  /** Of both numbers, frames of bursts that Apple does not count in its lists; absent: none. */
  frames?: number;
}

/** One album in the report. */
export interface ReportAlbum {
  /** Name of the album in the log. */
  key: string;
  /** With the names of its folders, `Travel › Norway`; null for an album without a name. */
  name: string | null;
  /** Apple's own count; null if it was not told. */
  appleCount: number | null;
  /** Places in it that Apple listed; one may be left of a photo that is none any more. */
  placesListed: number;
}

/** Why an album does not show a photo that has a place in it; `gone`: no list of Apple's shows it any more. */
export type NotShown = 'hidden' | 'deleted' | 'gone';

/** One file, or one record that could not be read as a photo. */
export interface ReportProblem {
  name: string;
  /** Record name of the asset, for the link to the photo on icloud.com; null if there is none. */
  assetName: string | null;
  error: ErrorRecord;
}

/** What was not copied on purpose, or cannot be. */
export interface LeftOut {
  /** Photos that were not chosen. */
  notChosen: number;
  /** Photos in lists that are switched off; null where Apple did not say how many, 0 also for a list that is copied. */
  hidden: number | null;
  recentlyDeleted: number | null;
  /** Both lists are copied, so nothing need be said of them. */
  copiesHidden: boolean;
  copiesRecentlyDeleted: boolean;
  /** New shared albums are copied. */
  copiesSharedAlbums?: boolean;
  /** Names of further files that some photos have at Apple and that this copy leaves out, e.g. `resAudio`. */
  furtherFiles: string[];
  /** An earlier copy brought such files, and they stay. Absent: none did. */
  furtherCopiedBefore?: true;
  /** Photos that lack a file at Apple are problems, and none of these. */
  cannot: { reason: Exclude<CannotReason, 'still-uploading'>; count: number }[];
}

/** What the report page shows at once; nothing in it takes longer to read with a larger library. */
export interface Report {
  run: Run;
  /**
   * The log tells of the latest run: libraries, albums, problems and files are known. Of an earlier one only its own
   * record and the sums at its end were kept.
   */
  isLatest: boolean;
  totals: Totals;
  /** When the whole destination was held against the log last; null: never, or of an earlier run. */
  checkedAt: EpochMs | null;
  /** Of the files that failed, those that Apple does not have: the plan did not count them. 0 of an earlier run. */
  filesAbsent: number;
  libraries: ReportLibrary[];
  /** Albums of the latest run, in the order of their names; folders and smart albums are none. */
  albums: ReportAlbum[];
  /** The first thousand; `totals` has the number of all. */
  problems: ReportProblem[];
  /** Records that could not be read as photos, which are problems too; the first thousand. */
  unusable: ReportProblem[];
  leftOut: LeftOut;
  /** Zones that hold no library of the user's own and were left out. */
  skippedZones: string[];
}

/** One file as the report tells it. */
export interface ReportFile {
  key: string;
  role: Role;
  /** Below the destination. */
  path: RelativePath;
  /** Record name of the album whose folder it lies in; empty for any other folder. */
  place: string;
  sizeBytes: number;
  /** A second or later place of the same bytes. */
  isCopy: boolean;
  /** The name it should have had; null if it has it. */
  wantedName: string | null;
  status: FileStatus;
  /** Of a finished file. */
  md5: Md5 | null;
  proof: Proof | null;
  /** Of a file that failed or waits. */
  error: ErrorRecord | null;
}

/** One photo with its files, or (without a kind) the details that we wrote of an album. */
export interface ReportItem {
  libraryKey: string;
  /** As Apple has it; a record name where it has none. */
  name: string;
  assetName: string | null;
  kind: Kind | null;
  takenAt: EpochMs | null;
  /** Keys of the albums that show it. */
  albums: string[];
  files: ReportFile[];
}

/**
 * The photo in Apple's web application.
 *
 * @param assetName record name of the asset
 * @param run whose photo it is
 * Source: docs/icloud-photos.md, address of Apple's own page
 */
export const photoAddress = (assetName: string, run: Pick<Run, 'isInChina'> | null): string =>
  `https://www.icloud.com${run?.isInChina ? '.cn' : ''}/photos/#/i,pz,${encodeURIComponent(assetName)},0/`;
