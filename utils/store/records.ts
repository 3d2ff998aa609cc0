import type { AccountFacts } from '../domain/account/account-facts.ts';
import type { ListName } from '../domain/layout/destination-path.ts';
import type { PhotoItem } from '../domain/photo/item.ts';
import type { Kind } from '../domain/photo/kind.ts';
import type { Totals } from '../domain/run/run.ts';
import type { MonthCounts } from '../domain/years/month-counts.ts';
import type { ErrorRecord } from '../errors.ts';
import type { Database, LibraryZone } from '../icloud/zone.ts';
import type { ListedAlbum, ListedLibrary, ListProgress } from '../ports/listed.ts';
import type { QueuedFile } from '../ports/work-queue.ts';
import type { EpochMs, Md5 } from '../units.ts';

export const unreadList: ListProgress = {
  appleCount: null,
  rank: 0,
  seenItems: 0,
  pass: 1,
  isListed: false,
  passToken: null,
};

/** Returns a list at the start of its next pass. */
export const restarted = (list: ListProgress): ListProgress => ({
  ...list,
  rank: 0,
  seenItems: 0,
  pass: list.pass + 1,
  isListed: false,
  isSteady: false,
  unreadRanks: [],
  seenFrames: 0,
  areFramesRead: false,
  unnamedUnusable: 0,
});

/** Returns a list that shows one photo more or less. Burst frames have a count of their own: Apple does not count them. */
export const withSeen = (
  list: ListProgress,
  { isFrame }: Pick<PhotoRecord, 'isFrame'>,
  change: 1 | -1,
): ListProgress =>
  isFrame
    ? { ...list, seenFrames: (list.seenFrames ?? 0) + change }
    : { ...list, seenItems: list.seenItems + change };

/** Returns a library with all lists restarted, without any token. */
export function restartedLibrary(library: ListedLibrary): ListedLibrary {
  const { main, hidden, deleted } = library.lists;
  return {
    ...library,
    startToken: null,
    syncToken: null,
    isSorting: false,
    isUnsure: false,
    areAlbumsUnread: false,
    isUnread: false,
    lists: { main: restarted(main), hidden: restarted(hidden), deleted: restarted(deleted) },
  };
}

/** Returns an album whose album file must be checked: something in it may have changed. */
export function invalidateAlbumFile(album: ListedAlbum): ListedAlbum {
  const copy = { ...album };
  delete copy.listMadeFor;
  return copy;
}

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
  /** The key of its photo, or `album:<album key>` for an album file. */
  key: string;
  libraryKey: string;
  assetName: string;
  /** Name to show; set even if Apple has none. */
  name: string;
  /** A photo, which is counted; an album file is not. */
  isPhoto: boolean;
  openFiles: number;
  failedFiles: number;
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

/** Whether the latest pass over its list showed a photo. If not, it is gone or went to another list. */
export const isListedNow = (
  { libraryKey, list, seenInPass }: Pick<PhotoRecord, 'libraryKey' | 'list' | 'seenInPass'>,
  libraries: ReadonlyMap<string, ListedLibrary>,
): boolean => {
  const library = libraries.get(libraryKey);
  return library !== undefined && !library.isGone && library.lists[list].pass === seenInPass;
};

/** Item key of folders in the store `paths`. */
export const FOLDER = 'folder';

/** The owner of a path. It keeps the path for ever. */
export interface PathRecord {
  /** `pathKey` of the path. */
  key: string;
  itemKey: string;
  fileKey: string;
}

/** Bytes that Jottacloud is known to have, by Apple's checksum. */
export interface ContentRecord {
  checksum: string;
  md5: Md5;
  sizeBytes: number;
}

/** A photo that goes before the others, because a press on iCloud Photos named it during a copy of more. */
export interface PriorityRecord {
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
  /** Its address or phone number, masked in logs of earlier builds; absent if it was claimed before this was kept. */
  account?: string | null;
  /** User name of the Jottacloud account that received the files; absent before the first file, and in logs before version 4. */
  jottacloudUser?: string;
  /** That account's service refuses `conflict_handler`; absent: not known to. */
  refusesConflictHandler?: true;
  /** Results of connection checks, by a hash of the account; absent: never checked. */
  facts?: Record<string, AccountFacts>;
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
  /** Key up to which photos of an older log are in the counts of months; absent: all are. */
  monthsCountedTo?: string;
  /** How often a counted photo changed its size, kind or list, or went away; absent: never. */
  countedChanges?: number;
}

/** Removes the time of the last full check. */
function withoutCheck(log: LogRecord): LogRecord {
  const copy = { ...log };
  delete copy.checkedAt;
  return copy;
}

/** Returns a log for another Jottacloud account, about which nothing is known yet. */
export function ofOtherJottacloud(log: LogRecord, jottacloudUser: string): LogRecord {
  const copy = { ...withoutCheck(log), jottacloudUser };
  delete copy.refusesConflictHandler;
  return copy;
}

/** Returns a log with more changes of counted photos, after which an earlier plan is no base to add to. */
export const withCountedChanges = (log: LogRecord, count: number): LogRecord => ({
  ...log,
  countedChanges: (log.countedChanges ?? 0) + count,
});

/** Returns a file with other content. */
export function withContent(file: QueuedFile, checksum: string, sizeBytes: number): QueuedFile {
  const copy = { ...file, checksum, sizeBytes };
  delete copy.toldBytes;
  return copy;
}
