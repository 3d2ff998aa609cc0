import type { EpochMs } from '../../units.ts';

/** What the log knows of an album, as it was last listed. */
export interface LogAlbum {
  /** Its record name. */
  albumName: string;
  /** Photos that it showed. */
  items: number;
  /** Photos of them with all files in Jottacloud. */
  copied: number;
  /** Bytes of all their files. */
  bytes: number;
}

/** What a log knows of some albums; unknown ones are omitted. */
export interface LogAlbums {
  /** When the albums were last listed; null: never. */
  listedAt: EpochMs | null;
  albums: LogAlbum[];
}

/** The albums of a log in which nothing was ever listed, or of no log. */
export const noLogAlbums: LogAlbums = { listedAt: null, albums: [] };
