import type { AccountFacts, FactSide } from '../domain/account/account-facts.ts';
import type { Album, Member } from '../domain/album/album.ts';
import type { ListName } from '../domain/layout/destination-path.ts';
import type { AssetRecord } from '../domain/photo/record.ts';
import type { Run } from '../domain/run/run.ts';
import type { Database, LibraryZone } from '../icloud/zone.ts';
import type { EpochMs, RecordName } from '../units.ts';
import type {
  LibraryMarks,
  ListedAlbum,
  ListedLibrary,
  ListedMembers,
  PhotoPage,
  SettledDifference,
} from './listed.ts';

/** Libraries, lists and albums as far as they were read. */
export interface ListingLog {
  /** Facts that a connection check has found out about an account. They may be wrong by now. */
  readFacts(side: FactSide, account: string): Promise<AccountFacts>;
  /**
   * Enters libraries that Apple names.
   *
   * @param skipped names of zones that hold none
   * @param isPart Apple named only those that have changed
   */
  saveLibraries(zones: LibraryZone[], skipped: string[], isPart?: boolean): Promise<void>;
  /** All libraries but those that are gone. */
  libraries(): Promise<ListedLibrary[]>;
  /** New shared albums that Apple has named; null: never asked for all. */
  sharedAlbums(): Promise<LibraryZone[] | null>;
  saveSharedAlbums(zones: readonly LibraryZone[]): Promise<void>;
  /** A library that the user does not want any more. What was copied of it stays, and nothing is told. */
  saveLeftOut(libraryKey: string): Promise<void>;
  /** A library that is not at Apple any more. What was copied of it stays. */
  saveLibraryGone(libraryKey: string): Promise<void>;
  /** Zones of libraries that are gone, as no run has told to its end. */
  goneUntold(): Promise<LibraryZone[]>;
  saveGoneTold(): Promise<void>;
  saveMarks(libraryKey: string, marks: LibraryMarks): Promise<void>;
  /** Begins all lists and albums of a library from their beginning, without any token. */
  listLibraryAgain(libraryKey: string): Promise<void>;
  saveCount(libraryKey: string, list: ListName, appleCount: number | null): Promise<void>;
  /** Enters what is new on a page and moves the list's rank, in one step. */
  savePhotos(libraryKey: string, list: ListName, page: PhotoPage): Promise<void>;
  /** Begins a list of a library anew. */
  listAgain(libraryKey: string, list: ListName): Promise<void>;
  /** Keeps the difference between a count and its list, or forgets it. */
  saveSettled(libraryKey: string, list: ListName, settled: SettledDifference | null): Promise<void>;
  /** All frames of bursts of a library are in the log. */
  saveFramesRead(libraryKey: string): Promise<void>;
  /** State of a library before its lists are read; the first one of a reading stays. */
  saveStartToken(libraryKey: string, token: string | null): Promise<void>;
  /** Everything up to the start of a library's reading is in the log. */
  saveRead(libraryKey: string, at: EpochMs): Promise<void>;
  /** The shared database did not answer at the last look. */
  isSharedSilent(): Promise<boolean>;
  saveSharedSilent(isSilent: boolean): Promise<void>;
  readTokens(): Promise<Record<Database, string | null>>;
  saveDatabaseTokens(tokens: Record<Database, string | null>): Promise<void>;
  saveSyncToken(libraryKey: string, token: string): Promise<void>;
  /** The run reads all lists after all. @param id as for `changeRun` */
  listAllAgain(id?: number): Promise<Run>;
  /** Photos that are gone for good at Apple. What was copied of them stays. */
  saveGone(libraryKey: string, recordNames: readonly string[]): Promise<void>;
  /** Whether a photo is in the log and was there at the last reading. */
  isListed(libraryKey: string, recordName: string): Promise<boolean>;
  /** Assets in the log whose files these masters hold. */
  assetsOfMasters(libraryKey: string, masterNames: readonly RecordName[]): Promise<AssetRecord[]>;
  /** Albums that are new or have changed, and members that came or went. */
  saveAlbumChanges(
    libraryKey: string,
    albums: readonly Album[],
    members: readonly (Member & { albumName: string; isGone: boolean })[],
  ): Promise<void>;
  /**
   * Albums and folders as Apple lists them now: all of a library.
   *
   * @param unreadFolders record names of folders whose content Apple could not show: what was in them stays
   */
  saveAlbums(libraryKey: string, albums: Album[], unreadFolders?: readonly string[]): Promise<void>;
  albums(): Promise<ListedAlbum[]>;
  saveAlbumCounts(counts: ReadonlyMap<string, number | null>): Promise<void>;
  saveMembers(albumKey: string, page: ListedMembers): Promise<void>;
  /** Keeps the differences between counts and lists of albums. */
  saveAlbumsSettled(settled: ReadonlyMap<string, SettledDifference>): Promise<void>;
  /**
   * Restarts the lists of all albums if one of these changed photos may be missing from them.
   *
   * @returns true if there are albums to read
   */
  listAlbumsAgain(libraryKey: string, assets: readonly AssetRecord[]): Promise<boolean>;
  listAlbumAgain(albumKey: string): Promise<void>;
}
