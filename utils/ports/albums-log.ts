import type { Album, Member } from '../domain/album/album.ts';
import type { AssetRecord } from '../domain/photo/record.ts';
import type { EpochMs } from '../units.ts';
import type { ListedAlbum, ListedMembers, SettledDifference } from './listed.ts';

/** Albums, folders and their members, as far as they were read. */
export interface AlbumsLog {
  /**
   * Saves new and changed albums, and members that were added or removed.
   *
   * @returns true if there are albums to read
   */
  saveAlbumChanges(
    libraryKey: string,
    albums: readonly Album[],
    members: readonly (Member & { albumName: string; isGone: boolean })[],
  ): Promise<boolean>;
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
   * @param modifiedAt when they were changed, by record name
   * @returns true if there are albums to read
   */
  listAlbumsAgain(
    libraryKey: string,
    assets: readonly AssetRecord[],
    modifiedAt: ReadonlyMap<string, EpochMs>,
  ): Promise<boolean>;
  listAlbumAgain(albumKey: string): Promise<void>;
}
