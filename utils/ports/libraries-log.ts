import type { AccountFacts, FactSide } from '../domain/account/account-facts.ts';
import type { Run } from '../domain/run/run.ts';
import type { LibraryZone } from '../icloud/zone.ts';
import type { LibraryMarks, ListedLibrary } from './listed.ts';

/** Libraries, as far as they are known. */
export interface LibrariesLog {
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
  unreportedGone(): Promise<LibraryZone[]>;
  saveGoneReported(): Promise<void>;
  saveMarks(libraryKey: string, marks: LibraryMarks): Promise<void>;
  /** Restarts all lists and albums of a library, without any token. */
  listLibraryAgain(libraryKey: string): Promise<void>;
  /** Makes the run read all lists instead of following changes. @param id as for `changeRun` */
  listAllAgain(id?: number): Promise<Run>;
  /** Whether the shared database did not answer the last time. */
  isSharedSilent(): Promise<boolean>;
  saveSharedSilent(isSilent: boolean): Promise<void>;
}
