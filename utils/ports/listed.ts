import type { LibraryZone } from '../icloud/zone.ts';
import type { Album, Member } from '../domain/album/album.ts';
import type { ListName } from '../domain/layout/destination-path.ts';
import type { PhotoItem } from '../domain/photo/item.ts';
import type { PictureRef } from '../domain/picture/small-picture.ts';
import type { UnusableRecord } from '../domain/photo/record.ts';
import type { EpochMs, RecordName, RelativePath } from '../units.ts';

/** How far one list was read. */
export interface ListProgress {
  /** Apple's own count; null if Apple gave none. */
  appleCount: number | null;
  /** Assets received in the current pass: the rank of the next page. */
  rank: number;
  /** Distinct assets among them, to compare with Apple's count. */
  seenItems: number;
  /** Number of the current pass over the list; counts up over all runs. */
  pass: number;
  /** Every page of the current run was read. */
  isListed: boolean;
  /** Apple's sync token when the current pass began. A different one at its end means that the library changed. */
  passToken: string | null;
  /** All pages of the current or latest pass show one state of the library; absent: not, or this is unknown. */
  isSteady?: boolean;
  /** Difference between Apple's count and the list that further reading did not resolve; absent: there was none. */
  settled?: SettledDifference;
  /** Ranks of the current pass that Apple could not show. */
  unreadRanks?: number[];
  /** Burst frames of the current pass that the list does not show and Apple does not count. */
  seenFrames?: number;
  /** All of those frames were read in the current pass. */
  areFramesRead?: boolean;
  /** Records of the current pass that could not be read and are not kept by name. */
  unnamedUnusable?: number;
}

/** A count that keeps differing from its list. */
export interface SettledDifference {
  /** Apple's count minus the photos seen. */
  difference: number;
  /** Sync token at that time; null if Apple gave none. */
  token: string | null;
}

/** What the lister remembers about a library between presses. */
export interface LibraryMarks {
  /** Apple was still sorting the library when it was read. */
  isSorting?: boolean;
  /** Apple gave no count, and two ways of reading did not show the same photos. */
  isUnsure?: boolean;
  /** A folder or an album could not be read. */
  areAlbumsUnread?: boolean;
  /** When its albums were last read; absent: never, or by an older version. */
  albumsReadAt?: EpochMs;
  /** The last press could not read the library. */
  isUnread?: boolean;
  /** Name of a shared album; null: Apple gives none; absent: not read yet, or no shared album. */
  title?: string | null;
  /** Names of photo files of unknown meaning, e.g. `resHologram`; absent: none was found. */
  unknownFiles?: string[];
  /** Renditions were requested in the whole latest reading and after it; absent: not. */
  hasRenditions?: boolean;
}

/** A library and its lists. */
export interface ListedLibrary extends LibraryMarks {
  /** `libraryKey` of its zone. */
  key: string;
  zone: LibraryZone;
  lists: Record<ListName, ListProgress>;
  /** Sync token at the start of the current reading; null before. */
  startToken: string | null;
  /** Sync token up to which the log holds everything that Apple shows; null: the lists must be read. */
  syncToken: string | null;
  /** When its lists were last read to their end; absent: never. */
  readAt?: EpochMs;
  /** Names of further files that some of its photos have, e.g. `resAudio`; absent: none was seen. */
  furtherFiles?: string[];
  /** Folder of a shared album below the destination; absent: none yet. */
  folder?: RelativePath;
  /** The library is gone at Apple, or no longer wanted. Copied files stay. */
  isGone?: boolean;
  /** A run that came to its end has reported it as gone. */
  isGoneTold?: boolean;
}

/** An album or a folder of albums, and its list. */
export interface ListedAlbum {
  /** `<library key>/<record name>` */
  key: string;
  libraryKey: string;
  recordName: string;
  name: string | null;
  kind: Album['kind'];
  /** Key of its folder; null at the top. */
  parent: string | null;
  createdAt: number;
  position: number;
  list: ListProgress;
  /** Folder below the destination; null until it gets one. */
  path: RelativePath | null;
  /** The folder exists at the destination: it holds a file, or was created empty. */
  hasFolder: boolean;
  /** Apple listed it in the latest run. */
  isThere: boolean;
  /** What its album file was built for, if nothing has changed since; absent: the file must be checked. */
  listMadeFor?: string;
}

/** Photos joined from the records of one response. */
export interface PhotoPage {
  items: PhotoItem[];
  unusable: UnusableRecord[];
  /** How the list continues; null for photos found by other means than their list. */
  progress: {
    /** Rank of the page. A page that does not follow the previous one is not saved. */
    fromRank: number;
    /** Assets received, by which the rank advances. */
    assetCount: number;
    /** Empty ranks before them. */
    skippedRanks: number;
    /** The skipped ranks that Apple could not show. */
    unreadRanks?: number[];
    /** This is the last page. */
    isLast: boolean;
    /** The pages so far show one state of the library. */
    isSteady?: boolean;
    /** Apple's sync token at the first page of this pass; null if it gave none. */
    passToken: string | null;
  } | null;
}

/** One page of an album's list. */
export interface ListedMembers {
  members: Member[];
  /** Ranks by which the list advances. */
  rankCount: number;
  isLast: boolean;
  /** The pages so far show one state of the library. */
  isSteady?: boolean;
  passToken: string | null;
}

/** Where Apple keeps the small picture of a photo: in its asset if it is edited, else in its master. */
export interface PhotoAtApple {
  zone: LibraryZone;
  assetName: RecordName;
  masterName: RecordName;
}

/** Finds photos of the log; unknown ones are omitted. */
export type FindPhotos = (refs: readonly PictureRef[]) => Promise<ReadonlyMap<PictureRef, PhotoAtApple>>;
