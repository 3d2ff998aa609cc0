import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { AccountFacts } from '../domain/account/account-facts.ts';
import type { FileStatus } from '../domain/file/file.ts';
import type { ListName } from '../domain/layout/destination-path.ts';
import type { ManifestState } from '../domain/manifest/manifest-state.ts';
import type { PhotoItem } from '../domain/photo/item.ts';
import type { Kind } from '../domain/photo/kind.ts';
import type { SpeedSeries } from '../domain/progress/speed-series.ts';
import type { RunRow } from '../domain/run/run-row.ts';
import type { Totals } from '../domain/run/run.ts';
import type { LookNote } from '../domain/top-up/look-note.ts';
import type { MonthCounts } from '../domain/years/month-counts.ts';
import type { ErrorRecord } from '../errors.ts';
import type { Database, LibraryZone } from '../icloud/zone.ts';
import type { ListedAlbum, ListedLibrary } from '../ports/listed.ts';
import type { Recovery, RememberedFile } from '../ports/recovery/recovery-log.ts';
import type { QueuedFile } from '../ports/work-queue.ts';
import type { EpochMs, Md5, RelativePath } from '../units.ts';

/** Version of the schema, which each change of it raises. The steps from all older versions stay in `upgrades.ts`. */
export const VERSION = 8;

/** The resume log. Every change is stored before its effect. */
export interface LogSchema extends DBSchema {
  /** All runs, by number; the highest is the latest. */
  runs: { key: number; value: RunRow };
  /** One record about the log as a whole. */
  log: { key: 'log'; value: LogRecord };
  libraries: { key: string; value: ListedLibrary };
  albums: { key: string; value: ListedAlbum };
  /** Which photos are in which albums. */
  members: {
    key: string;
    value: MemberRecord;
    indexes: {
      /** `assetName`: the albums of a photo. */
      byAsset: string;
      /** `[albumKey, position]`: the photos of an album, in order. */
      byAlbum: [string, number];
    };
  };
  /** Photos as Apple lists them. */
  photos: {
    key: string;
    value: PhotoRecord;
    indexes: {
      /** `[addedOrder, key]`: all photos, oldest first, for the walk that places them. */
      byAdded: [number, string];
      /** `[toPlace, addedOrder, key]`: only photos still to be placed, oldest first; absent `toPlace` is not indexed. */
      toPlace: [1, number, string];
      /** Record name of the master: photos whose original may have changed. */
      byMaster: string;
      /** `thumbs`, one entry each: the photos of a tile on Apple's page. */
      byThumb: string;
    };
  };
  /** Counts of photos by list and month. */
  months: { key: string; value: MonthRecord };
  /** Photos and own files, with counts of their open and failed files. */
  items: { key: string; value: ItemRecord };
  /** Files at the destination; this is the queue too. */
  files: {
    key: string;
    value: QueuedFile;
    indexes: {
      /** `[state.status, order]`: files in one state, in queue order. */
      byStatus: [FileStatus, number];
      /** `itemKey`: the files of an item. */
      byItem: string;
    };
  };
  /** Photos that a press moved to the front of the queue, until they are copied. */
  priorities: { key: [sendId: string, itemKey: string]; value: PriorityRecord };
  /** Owners of paths. */
  paths: { key: string; value: PathRecord };
  /** Contents that Jottacloud has. */
  contents: { key: string; value: ContentRecord };
  /** Files of an earlier copy that recovery found at the destination, until they are placed, and folders of its albums. */
  remembered: {
    key: string;
    value: RememberedFile | RememberedFolder;
    indexes: {
      /** `pathHash`: files whose path is not known yet. */
      byPathHash: string;
    };
  };
  /** Transfer speeds of the latest run. */
  speeds: { key: number; value: SpeedSeries };
}

/** An open connection to the log. */
export type LogDatabase = IDBPDatabase<LogSchema>;

/** A transaction over some stores of the log. */
export type LogTransaction = IDBPTransaction<LogSchema, StoreNames<LogSchema>[], IDBTransactionMode>;

/** The same, to write. */
export type WriteTransaction = IDBPTransaction<LogSchema, StoreNames<LogSchema>[], 'readwrite'>;

/** Photo `assetName` in an album. */
export interface MemberRecord {
  /** `<album key>|<asset record name>` */
  key: string;
  albumKey: string;
  assetName: string;
  position: number;
  isCover: boolean;
  seenInPass: number;
}

/** A photo as Apple lists it: the source of the tree at Jottacloud. */
export interface PhotoRecord {
  /** `<library key>/<asset record name>` */
  key: string;
  libraryKey: string;
  assetName: string;
  list: ListName;
  /** Latest pass over its list that showed it; 0 once placing found it gone: if it comes back, it is placed again. */
  seenInPass: number;
  photo: PhotoItem;
  kind: Kind;
  /** Local day it was taken, `2024-06-01`; null without a usable date. */
  day: string | null;
  /** When it was added. Of two equal names, the photo added first keeps it. */
  addedOrder: number;
  /** Fingerprints of its thumbnails, which identify a tile on Apple's page. */
  thumbs: string[];
  /** 1: a burst frame that its list did not show, and that Apple does not count there. */
  isFrame?: 1;
  /** 1: new or changed, and still to be placed; absent: placed, or a walk over all photos is due anyway. */
  toPlace?: 1;
  /** 1: to be placed again, and already counted by the last plan. */
  isCounted?: 1;
}

/** A photo or own file with its counts; done when none of its files is open or failed. */
export interface ItemRecord {
  /** The key of its photo; `album:<album key>` for an album file; `gallery:<number>:<folder>` for a gallery page. */
  key: string;
  libraryKey: string;
  assetName: string;
  /** Name to show; set even if Apple has none. */
  name: string;
  /** A photo, which is counted; an own file is not. */
  isPhoto: boolean;
  openFiles: number;
  failedFiles: number;
  /** What a gallery page shows; absent: no such page. */
  outline?: GalleryOutline;
  /** What the pages of a folder were made for. Only on its mark; absent there: something changed since. */
  galleryMadeFor?: string;
}

/** What a gallery page shows. */
export interface GalleryOutline {
  /** Folder below the destination; empty for the destination itself. */
  folder: string;
  /** Counts from 1. */
  number: number;
  pageCount: number;
  /** Item keys of its photos, in order. */
  photos: string[];
  /** Folders inside, on the first page. */
  folders: string[];
}

/** Kept counts of the photos of one month in one list. */
export interface MonthRecord extends MonthCounts {
  /** `<library key>|<list>|<month>`, with `+` after the list for burst frames that it does not show. */
  key: string;
  libraryKey: string;
  list: ListName;
  isFrame?: 1;
  /** Local month the photos were taken, `2024-06`; '' without a usable date. */
  month: string;
  /** The pass over the list that showed the photos. Counts of an earlier pass count nothing. */
  pass: number;
}

/** The owner of a path. It keeps the path for ever. */
export interface PathRecord {
  /** `pathKey` of the path. */
  key: string;
  itemKey: string;
  fileKey: string;
}

/** Folder that an album had in an earlier copy. */
interface RememberedFolder {
  /** `@<place in the keys of its files>` */
  key: string;
  folder: RelativePath;
}

/** Bytes that Jottacloud is known to have, by Apple's checksum. */
export interface ContentRecord {
  checksum: string;
  md5: Md5;
  sizeBytes: number;
}

/** A photo that goes before the others, because a press on iCloud Photos named it during a copy of more. */
interface PriorityRecord {
  /** Id of the pending send. */
  sendId: string;
  itemKey: string;
}

/** State of the log as a whole. */
export interface LogRecord {
  key: 'log';
  totals: Totals;
  /** Highest `order` that any file got. */
  lastOrder: number;
  /** Apple's number of the account that owns the log; null before the first run. */
  accountNumber: string | null;
  /** It belongs to `accountNumber` from its beginning, because this browser has more than one log; absent: not yet. */
  isReserved?: true;
  /** Its address or phone number, masked in logs of earlier builds; absent if it was claimed before this was kept. */
  account?: string | null;
  /** User name of the Jottacloud account that received the files; absent before the first file, and in logs before version 4. */
  jottacloudUser?: string;
  /** That account's service refuses `conflict_handler`; absent: not known to. */
  refusesConflictHandler?: true;
  /** Folders have their marks for galleries; absent: galleries were not wanted by the latest run. */
  hasGalleries?: true;
  /** Results of connection checks, by a hash of the account; absent: never checked. */
  facts?: Record<string, AccountFacts>;
  /** What recovery found at the destination; absent: it has not ended, or the log is older. */
  recovery?: Recovery;
  /** When the whole destination was last compared with the log; absent: never for this account. */
  checkedAt?: EpochMs;
  /** Zones that hold no library and were left out. */
  skippedZones: string[];
  /** New shared albums known from Apple; absent: never asked for all. */
  sharedAlbums?: LibraryZone[];
  /** Names of unreadable records, with the reason; the first thousand. */
  unusable: { name: string; error: ErrorRecord }[];
  /** `placementOf` the run that made the paths; after a change everything is placed again. */
  placedUnder: string | null;
  /** `selectionOf` the run that last looked at all photos; after a change all are looked at again. */
  placedFor: string | null;
  /** Where the walk over all photos continues, while there is one. */
  placedUpTo: [number, string] | null;
  /** `selectionOf` the run of this walk; absent in a log in which no walk was ever stopped. */
  walkedFor?: string;
  /** Sync tokens of Apple's two databases, up to which all zones are known; null: unknown. */
  databaseTokens: Record<Database, string | null>;
  /** Apple's shared database did not answer the last time; absent: it did. */
  isSharedSilent?: boolean;
  /** Measured during transfers; null before the first run. */
  bytesPerSecond: number | null;
  /** Some files have no declared type, so their first bytes are inspected; absent: no such file was ever listed. */
  hasUntyped?: true;
  /** Some files are compatible copies; absent: none is. */
  hasCompatible?: true;
  /** Key up to which photos of an older log are in the counts of months; absent: all are. */
  monthsCountedTo?: string;
  /** Result of the looks at Apple since the last complete copy; absent: never looked. */
  look?: LookNote;
  /** Manifests at destinations, the latest first; absent: none was written. */
  manifests?: ManifestState[];
  /** How often a file was confirmed or lost; absent: never since this is counted. */
  fileChanges?: number;
  /** How often a counted photo changed its size, kind or list, or went away; absent: never. */
  countedChanges?: number;
}
