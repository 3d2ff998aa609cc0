import type { AccountFacts } from '../domain/account/account-facts.ts';
import type { LibraryMarks, ListProgress } from '../ports/listed.ts';
import type { ErrorRecord } from '../errors.ts';
import type { Database, LibraryZone } from '../icloud/zone.ts';
import type { ListName } from '../domain/layout/destination-path.ts';
import type { PhotoItem } from '../domain/photo/item.ts';
import type { Kind } from '../domain/photo/kind.ts';
import type { Role } from '../domain/photo/record.ts';
import type { FileState } from '../domain/file/file.ts';
import type { Totals } from '../domain/run/run.ts';
import type { EpochMs, Md5, RecordName, RelativePath } from '../units.ts';

/** How far one list of photos was read: what the lister works on is what is kept. */
export type ListState = ListProgress;

export const unreadList: ListState = {
  appleCount: null,
  rank: 0,
  seenItems: 0,
  pass: 1,
  isListed: false,
  passToken: null,
};

/** The same list from its beginning. */
export const restarted = (list: ListState): ListState => ({
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

/** A list that shows one photo more, or one less. Frames of bursts are counted apart: Apple does not count them. */
export const withSeen = (
  list: ListState,
  { isFrame }: Pick<PhotoRecord, 'isFrame'>,
  change: 1 | -1,
): ListState =>
  isFrame
    ? { ...list, seenFrames: (list.seenFrames ?? 0) + change }
    : { ...list, seenItems: list.seenItems + change };

/** A library and its lists. */
export interface LibraryRecord extends LibraryMarks {
  /** `libraryKey` of its zone. */
  key: string;
  zone: LibraryZone;
  lists: Record<ListName, ListState>;
  /** Names of further files that some of its photos have, e.g. `resAudio`; absent: none was seen. */
  furtherFiles?: string[];
  /** Folder of a shared album below the destination; absent: none was given. */
  folder?: RelativePath;
  /** It is not at Apple any more, or not wanted any more; what was copied of it stays. */
  isGone?: boolean;
  /** A run that came to its end has told so. */
  isGoneTold?: boolean;
  /** State of the library when its present reading began; null before. */
  startToken: string | null;
  /** State up to which everything that Apple shows is in the log; null: its lists must be read. */
  syncToken: string | null;
  /** When its lists were last read to their end; absent: never. */
  readAt?: EpochMs;
}

/** The same library from the beginning of all its lists, without any token. */
export function unreadAgain(library: LibraryRecord): LibraryRecord {
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

/** An album or a folder of albums, and its list. */
export interface AlbumRecord {
  /** `<library key>/<record name>` */
  key: string;
  libraryKey: string;
  recordName: string;
  name: string | null;
  kind: 'album' | 'folder' | 'smart' | 'other';
  /** Key of its folder; null at the top. */
  parent: string | null;
  createdAt: number;
  position: number;
  list: ListState;
  /** Folder below the destination; null until one was given. */
  path: RelativePath | null;
  /** The folder holds a file, or was made empty. */
  hasFolder: boolean;
  /** Apple listed it in the latest run. */
  isThere: boolean;
  /** What its list of photos at Jottacloud was made for, if nothing of it has changed since; absent: it must be looked at. */
  listMadeFor?: string;
}

/** An album of whose list at Jottacloud something has changed. */
export function withOldList(album: AlbumRecord): AlbumRecord {
  const copy = { ...album };
  delete copy.listMadeFor;
  return copy;
}

/** A photo's place in an album. */
export interface MemberRecord {
  /** `<album key>|<asset record name>` */
  key: string;
  albumKey: string;
  assetName: string;
  position: number;
  isCover: boolean;
  seenInPass: number;
}

/** A photo as Apple lists it: what the tree at Jottacloud is made from. */
export interface PhotoRecord {
  /** `<library key>/<asset record name>` */
  key: string;
  libraryKey: string;
  assetName: string;
  list: ListName;
  /** Number of the pass over its list that saw it last; 0 once its turn came and it was gone: if it comes back, it is looked at again. */
  seenInPass: number;
  photo: PhotoItem;
  kind: Kind;
  /** Local day it was taken, `2024-06-01`; null without a usable date. */
  day: string | null;
  /** When it was added: of two equal names the one that was added first keeps it. */
  addedOrder: number;
  /** Fingerprints of its small pictures, by which a tile of Apple's page is known. */
  thumbs: string[];
  /** 1: a frame of a burst that its list did not show: Apple does not count it there. */
  isFrame?: 1;
  /** 1: it is new or has changed and has to get its places; absent when it has them, or all photos are looked at anyway. */
  toPlace?: 1;
  /** 1: it is to be placed once more, and the last plan counts it already. */
  isCounted?: 1;
}

/** What a person calls a photo; done when none of its files is open and none failed. */
export interface ItemRecord {
  /** The key of its photo, or `album:<album key>` for the list of an album. */
  key: string;
  libraryKey: string;
  assetName: string;
  /** For people; also where Apple has no name. */
  name: string;
  /** It is a photo; the list of an album is none and is not counted. */
  isPhoto: boolean;
  openFiles: number;
  failedFiles: number;
}

/** One file of an item in one place at Jottacloud, and its state. */
export interface FileRecord {
  /** `<item key>#<role>@<place>`; the place is an album's record name, or that of a list ({@link listPlace}) */
  key: string;
  /** Its place in the queue: counts up in the order of the placing. */
  order: number;
  itemKey: string;
  libraryKey: string;
  role: Role;
  holder: RecordName;
  field: string;
  checksum: string;
  sizeBytes: number;
  /** Size that Apple tells, where its checksum proved another one; absent: Apple is right. */
  toldBytes?: number;
  takenAt: EpochMs;
  path: RelativePath;
  /** A second or later place of the same bytes; its bytes are not counted. */
  isCopy: boolean;
  /** The name without what had to be changed; null if nothing had. */
  wantedName: string | null;
  /** Content that an earlier run of ours stored here and that this may take the place of: details files only. */
  replaces: Md5 | null;
  state: FileState;
}

/** Key of a file: its photo, which file of it, and the place. */
export const fileKeyOf = (itemKey: string, role: Role, place: string): string =>
  `${itemKey}#${role}@${place}`;

const listPlaces: Record<ListName, string> = { main: '', hidden: ':hidden', deleted: ':deleted' };

/** The place of what lies in no album's folder. No album is called so: in record names a colon is escaped. */
export const listPlace = (list: ListName): string => listPlaces[list];

/** Whether a place is an album. */
export const isAlbumPlace = (place: string): boolean => place !== '' && !place.startsWith(':');

/** The place in a file's key. */
export const placeOf = (fileKey: string): string => fileKey.slice(fileKey.lastIndexOf('@') + 1);

/** Whether Apple showed a photo when its list was read last; one that it did not show is gone, or went to another list. */
export const isListedNow = (
  { libraryKey, list, seenInPass }: Pick<PhotoRecord, 'libraryKey' | 'list' | 'seenInPass'>,
  libraries: ReadonlyMap<string, LibraryRecord>,
): boolean => {
  const library = libraries.get(libraryKey);
  return library !== undefined && !library.isGone && library.lists[list].pass === seenInPass;
};

/** Owner of the paths of folders. */
export const FOLDER = 'folder';

/** Who has a path; once given it stays. */
export interface PathRecord {
  /** `pathKey` of the path. */
  key: string;
  itemKey: string;
  fileKey: string;
}

/** Bytes that are known to be in Jottacloud, by Apple's checksum. */
export interface ContentRecord {
  checksum: string;
  md5: Md5;
  sizeBytes: number;
}

/** What belongs to the whole log. */
export interface LogRecord {
  key: 'log';
  totals: Totals;
  /** Highest `order` ever given to a file. */
  lastOrder: number;
  /** Apple's number of the account that the log is of; null before the first run. */
  accountNumber: string | null;
  /** The same account in masked form; absent where it was claimed before this was kept. */
  account?: string | null;
  /** User name of the Jottacloud account that the files went to; absent before the first file, and in logs before version 4. */
  jottacloudUser?: string;
  /** That account's service refuses `conflict_handler`; absent: not known to. */
  refusesConflictHandler?: true;
  /** What connection checks have found out, by a hash of the account; absent: nothing was ever checked. */
  facts?: Record<string, AccountFacts>;
  /** When the whole destination was held against the log last; absent: never at this account. */
  checkedAt?: EpochMs;
  /** Zones that hold no library and were left out. */
  skippedZones: string[];
  /** New shared albums that Apple has named; absent: all were never asked for. */
  sharedAlbums?: LibraryZone[];
  /** Record names that could not be read at all, with the reason; the first thousand. */
  unusable: { name: string; error: ErrorRecord }[];
  /** Destination and layout that the paths were made for; another one places everything anew. */
  placedUnder: string | null;
  /** Choice that all photos were last looked at with; another one looks at all of them again. */
  placedFor: string | null;
  /** Where the walk over all photos goes on, while there is one. */
  placedUpTo: [number, string] | null;
  /** Choice that this walk is for; absent in a log in which none was ever stopped. */
  walkedFor?: string;
  /** States of Apple's two databases up to which all zones are known; null: not known. */
  databaseTokens: Record<Database, string | null>;
  /** Apple's shared database did not answer at the last look; absent: it did. */
  isSharedSilent?: boolean;
  /** Measured while bytes moved; null before the first run. */
  bytesPerSecond: number | null;
  /** Types of some files are told by nobody, and their first bytes are looked at; absent: no such file was ever listed. */
  hasUntyped?: true;
  /** How often photos that a plan counts have changed their size, kind or list, or are gone; absent: never. */
  countedChanges?: number;
}

/** A log that proves nothing of its destination. */
function withoutCheck(log: LogRecord): LogRecord {
  const copy = { ...log };
  delete copy.checkedAt;
  return copy;
}

/** A log whose files go to another Jottacloud account, of which nothing is known yet. */
export function ofOtherJottacloud(log: LogRecord, jottacloudUser: string): LogRecord {
  const copy = { ...withoutCheck(log), jottacloudUser };
  delete copy.refusesConflictHandler;
  return copy;
}

/** A file that is about other content from now on. */
export function withContent(file: FileRecord, checksum: string, sizeBytes: number): FileRecord {
  const copy = { ...file, checksum, sizeBytes };
  delete copy.toldBytes;
  return copy;
}
