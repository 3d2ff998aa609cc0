import type { LibraryZone } from '../icloud/zone.ts';
import type { Album, Member } from '../domain/album/album.ts';
import type { ListName } from '../domain/layout/destination-path.ts';
import type { PhotoItem } from '../domain/photo/item.ts';
import type { UnusableRecord } from '../domain/photo/record.ts';

/** How far one list was read. */
export interface ListProgress {
  /** Apple's own count; null if it was not told. */
  appleCount: number | null;
  /** Assets received in the present pass: where the next page begins. */
  rank: number;
  /** Distinct ones of them: what is held against Apple's count. */
  seenItems: number;
  /** Number of the present pass over the list; counts up over all runs. */
  pass: number;
  /** Every page of the present run was read. */
  isListed: boolean;
  /** Apple's token of the library's state when the present pass began; another one at its end means that it changed. */
  passToken: string | null;
  /** The library did not change while the latest pass over the list was read to its end; absent: it did, or it is not known. */
  isSteady?: boolean;
  /** Difference between Apple's count and what the list shows that more reading did not mend; absent: there was none. */
  settled?: SettledDifference;
  /** Ranks of the present pass that Apple could not show. */
  unreadRanks?: number[];
  /** Frames of bursts of the present pass that its list does not show and Apple does not count. */
  seenFrames?: number;
  /** All of those were read in the present pass. */
  areFramesRead?: boolean;
  /** Records of the present pass that could not be read and are not kept by name. */
  unnamedUnusable?: number;
}

/** A count that stays apart from its list. */
export interface SettledDifference {
  /** Apple's count minus the photos that were seen. */
  difference: number;
  /** Token of the library at that time; null if Apple gave none. */
  token: string | null;
}

/** A library as the lister works on it. */
export interface ListedLibrary {
  key: string;
  zone: LibraryZone;
  lists: Record<ListName, ListProgress>;
  startToken: string | null;
  syncToken: string | null;
  /** Apple was still sorting it when it was read. */
  isSorting?: boolean;
  /** Without Apple's count, two ways did not show the same photos. */
  isUnsure?: boolean;
  /** A folder or an album could not be read. */
  areAlbumsUnread?: boolean;
  /** The last press could not read the library. */
  isUnread?: boolean;
  /** Name of a shared album; null: Apple tells none; absent: not read yet, or no shared album. */
  title?: string | null;
  /** Names of files that some photos have and that nobody knows, e.g. `resHologram`; absent: none was found. */
  unknownFiles?: string[];
}

/** What the lister remembers of a library from one press to the next. */
export type LibraryMarks = Pick<
  ListedLibrary,
  'isSorting' | 'isUnsure' | 'areAlbumsUnread' | 'isUnread' | 'title' | 'unknownFiles'
>;

/** An album as the lister works on it. */
export interface ListedAlbum {
  key: string;
  libraryKey: string;
  recordName: string;
  name: string | null;
  kind: Album['kind'];
  list: ListProgress;
  isThere: boolean;
}

/** Photos put together from one answer. */
export interface PhotoPage {
  items: PhotoItem[];
  unusable: UnusableRecord[];
  /** How the list goes on; null for photos that were found another way than by their list. */
  progress: {
    /** Where it begins: a page that does not follow the one before it is not entered. */
    fromRank: number;
    /** Assets received: the rank goes on by so many. */
    assetCount: number;
    /** Ranks before them that show nothing. */
    skippedRanks: number;
    /** Those of them that Apple could not show. */
    unreadRanks?: number[];
    /** It was the last page. */
    isLast: boolean;
    /** It was the last page, and the library did not change since the first one. */
    isSteady?: boolean;
    /** Apple's token of the library's state at the first page of this pass; null if it gave none. */
    passToken: string | null;
  } | null;
}

/** One answer of an album's list. */
export interface ListedMembers {
  members: Member[];
  /** The rank goes on by so many. */
  rankCount: number;
  isLast: boolean;
  /** It was the last answer, and the library did not change since the first one. */
  isSteady?: boolean;
  passToken: string | null;
}
