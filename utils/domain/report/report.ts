import type { ErrorRecord } from '../../errors.ts';
import type { Kind } from '../photo/kind.ts';
import type { Role } from '../photo/role.ts';
import type { PictureRef } from '../picture/small-picture.ts';
import type { EpochMs, Md5, RelativePath } from '../../units.ts';
import type { FileStatus, Proof } from '../file/file.ts';
import type { SecondCopy } from './certificate.ts';
import type { CannotReason } from '../plan/plan.ts';
import type { Run, Totals } from '../run/run.ts';

/** One library in the report. */
export interface ReportLibrary {
  /** Key of the library in the log. */
  key: string;
  /** Zone name: `PrimarySync…` for the personal library, `SharedSync-…` for the shared one. */
  zoneName: string;
  /** Name of a shared album; absent: unknown, or a library. */
  title?: string;
  /** Apple's count over the copied lists, with frames of bursts; null: unknown. */
  appleCount: number | null;
  itemsFound: number;
  /** Part of both numbers: frames of bursts that Apple's lists do not count; absent: none. */
  frames?: number;
}

/** One album in the report. */
export interface ReportAlbum {
  /** Key of the album in the log. */
  key: string;
  /** With the names of its folders, `Travel › Norway`; null: no name. */
  name: string | null;
  /** Apple's count; null: unknown. */
  appleCount: number | null;
  /** Members that Apple listed; some may belong to deleted photos. */
  placesListed: number;
}

/** Why an album does not show one of its members. `gone`: no list shows the photo any more. */
export type NotShown = 'hidden' | 'deleted' | 'gone';

/** A file, or a record that could not be read as a photo. */
export interface ReportProblem {
  name: string;
  /** Record name of the asset, for the link to icloud.com; null: none. */
  assetName: string | null;
  /** Its photo, whose picture is shown; absent: none. */
  photo?: PictureRef;
  error: ErrorRecord;
}

/** Photos that were omitted on purpose or cannot be copied. */
export interface LeftOut {
  /** Photos that were not chosen. */
  notChosen: number;
  /** Photos in lists that are switched off; null: unknown, 0 also for a copied list. */
  hidden: number | null;
  recentlyDeleted: number | null;
  /** The list is copied. */
  copiesHidden: boolean;
  copiesRecentlyDeleted: boolean;
  /** New shared albums are copied. */
  copiesSharedAlbums?: boolean;
  /** Names of further files that this copy omits, e.g. `resAudio`. */
  furtherFiles: string[];
  /** An earlier copy copied such files, and they stay. Absent: no. */
  furtherCopiedBefore?: true;
  /** Photos of which Apple has no copy that opens everywhere. Absent: none, or such copies are not wanted. */
  noCompatible?: number;
  /** Photos that lack a file at Apple are problems instead. */
  cannot: { reason: Exclude<CannotReason, 'still-uploading'>; count: number }[];
}

/** How much of a report is read. `first`: without albums, and without the number of smart albums that are left out. */
export type ReportPart = 'first' | 'whole';

/** Data that the report page shows at once. Reading it takes no longer with a larger library. */
export interface Report {
  run: Run;
  /**
   * True for the latest run, whose libraries, albums, problems and files are in the log. Of an earlier run the log keeps only
   * its record and its final totals.
   */
  isLatest: boolean;
  totals: Totals;
  /** Time of the last final check; null: never, or an earlier run. */
  checkedAt: EpochMs | null;
  /** Failed files that Apple lacks, which the plan did not count. 0 for an earlier run. */
  filesAbsent: number;
  libraries: ReportLibrary[];
  /** Albums of the latest run by name, without folders and smart albums. */
  albums: ReportAlbum[];
  /** The first thousand; `totals` counts all. */
  problems: ReportProblem[];
  /** Records that could not be read as photos, also problems; the first thousand. */
  unusable: ReportProblem[];
  leftOut: LeftOut;
  /** Address of the Apple account and user name of the Jottacloud account that the log belongs to; null: unknown. */
  owners: { apple: string | null; jottacloud: string | null };
  secondCopy: SecondCopy;
  /** Zones that were skipped because they hold no library of the user. */
  skippedZones: string[];
}

/** A file in the report. */
export interface ReportFile {
  key: string;
  role: Role;
  /** Below the destination. */
  path: RelativePath;
  /** Record name of the album whose folder holds it; empty for any other folder. */
  place: string;
  sizeBytes: number;
  /** A further copy of the same bytes. */
  isCopy: boolean;
  /** The name at Apple, if it differs; else null. */
  wantedName: string | null;
  status: FileStatus;
  /** Null unless the file is done. */
  md5: Md5 | null;
  proof: Proof | null;
  /** Null unless the file failed or waits. */
  error: ErrorRecord | null;
}

/** A photo with its files or, without a kind, our own file about an album. */
export interface ReportItem {
  libraryKey: string;
  /** The name at Apple, else the record name. */
  name: string;
  assetName: string | null;
  kind: Kind | null;
  takenAt: EpochMs | null;
  /** Keys of its albums. */
  albums: string[];
  files: ReportFile[];
}

/**
 * Returns the address of a photo on iCloud Photos.
 *
 * @param assetName record name of the asset
 * @param run whose photo it is
 * Source: docs/icloud-photos.md, address of Apple's own page
 */
export const photoAddress = (assetName: string, run: Pick<Run, 'isInChina'> | null): string =>
  `https://www.icloud.com${run?.isInChina ? '.cn' : ''}/photos/#/i,pz,${encodeURIComponent(assetName)},0/`;
