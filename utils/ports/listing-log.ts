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

/** Libraries, lists and albums, as far as they were read. */
export interface ListingLog {
  /** Returns facts that a connection check found out about an account. They may be out of date. */
  readFacts(side: FactSide, account: string): Promise<AccountFacts>;
  /**
   * Saves libraries that Apple lists.
   *
   * @param skipped names of zones that hold no library
   * @param isPart Apple listed only changed zones
   */
  saveLibraries(zones: LibraryZone[], skipped: string[], isPart?: boolean): Promise<void>;
  /** Lists all libraries except those that are gone. */
  libraries(): Promise<ListedLibrary[]>;
  /** Lists the new shared albums known from Apple; null: never asked for all. */
  sharedAlbums(): Promise<LibraryZone[] | null>;
  saveSharedAlbums(zones: readonly LibraryZone[]): Promise<void>;
  /** Marks a library that the user no longer wants. Copied files stay, and nothing is reported. */
  saveLeftOut(libraryKey: string): Promise<void>;
  /** Marks a library that is gone at Apple. Copied files stay. */
  saveLibraryGone(libraryKey: string): Promise<void>;
  /** Lists zones of gone libraries that no finished run has reported yet. */
  goneUntold(): Promise<LibraryZone[]>;
  saveGoneTold(): Promise<void>;
  saveMarks(libraryKey: string, marks: LibraryMarks): Promise<void>;
  /** Restarts all lists and albums of a library, without any token. */
  listLibraryAgain(libraryKey: string): Promise<void>;
  saveCount(libraryKey: string, list: ListName, appleCount: number | null): Promise<void>;
  /** Saves the new photos of a page and advances the list's rank, in one transaction. */
  savePhotos(libraryKey: string, list: ListName, page: PhotoPage): Promise<void>;
  /** Restarts a list of a library. */
  listAgain(libraryKey: string, list: ListName): Promise<void>;
  /** Saves the difference between a count and its list; null removes it. */
  saveSettled(libraryKey: string, list: ListName, settled: SettledDifference | null): Promise<void>;
  /** Notes that the log holds all burst frames of a library. */
  saveFramesRead(libraryKey: string): Promise<void>;
  /** Saves the sync token from before a library's lists are read; the first one of a reading stays. */
  saveStartToken(libraryKey: string, token: string | null): Promise<void>;
  /** Notes that the log holds everything up to the start of a library's reading. */
  saveRead(libraryKey: string, at: EpochMs): Promise<void>;
  /** Whether the shared database did not answer the last time. */
  isSharedSilent(): Promise<boolean>;
  saveSharedSilent(isSilent: boolean): Promise<void>;
  readTokens(): Promise<Record<Database, string | null>>;
  saveDatabaseTokens(tokens: Record<Database, string | null>): Promise<void>;
  saveSyncToken(libraryKey: string, token: string): Promise<void>;
  /** Makes the run read all lists instead of following changes. @param id as for `changeRun` */
  listAllAgain(id?: number): Promise<Run>;
  /** Marks photos that are gone for good at Apple. Copied files stay. */
  saveGone(libraryKey: string, recordNames: readonly string[]): Promise<void>;
  /** Whether a photo is in the log and was listed in the last reading. */
  isListed(libraryKey: string, recordName: string): Promise<boolean>;
  /** Lists the assets in the log whose files these masters hold. */
  assetsOfMasters(libraryKey: string, masterNames: readonly RecordName[]): Promise<AssetRecord[]>;
  /** Saves new and changed albums, and members that were added or removed. */
  saveAlbumChanges(
    libraryKey: string,
    albums: readonly Album[],
    members: readonly (Member & { albumName: string; isGone: boolean })[],
  ): Promise<void>;
  /**
   * Saves all albums and folders of a library as Apple lists them now.
   *
   * @param unreadFolders record names of folders whose content Apple could not show: their known albums stay
   */
  saveAlbums(libraryKey: string, albums: Album[], unreadFolders?: readonly string[]): Promise<void>;
  albums(): Promise<ListedAlbum[]>;
  saveAlbumCounts(counts: ReadonlyMap<string, number | null>): Promise<void>;
  saveMembers(albumKey: string, page: ListedMembers): Promise<void>;
  /** Saves the differences between counts and lists of albums. */
  saveAlbumsSettled(settled: ReadonlyMap<string, SettledDifference>): Promise<void>;
  /**
   * Restarts the lists of all albums if one of these changed photos may be missing from them.
   *
   * @returns true if there are albums to read
   */
  listAlbumsAgain(libraryKey: string, assets: readonly AssetRecord[]): Promise<boolean>;
  listAlbumAgain(albumKey: string): Promise<void>;
}
