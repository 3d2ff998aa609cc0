import type { EpochMs } from '../../units.ts';

/** An album that can be chosen, or a folder of albums. */
export interface AlbumChoice {
  key: string;
  /** As the user typed it; null: none. */
  name: string | null;
  isFolder: boolean;
  /** Photos in it, as they were listed; 0 for a folder; null: not known yet. */
  items: number | null;
  /** When it was made; null: not known. */
  createdAt: EpochMs | null;
  children: AlbumChoice[];
}

/** Exact numbers of one album, which are read only for albums in view. */
export interface AlbumFigures {
  /** Photos that the album shows. */
  items: number;
  /** Photos of them with all files in Jottacloud; null: not known here. */
  copied: number | null;
  /** Bytes of all their files; null: not known here. */
  bytes: number | null;
}

/** State of a checkbox; that of a folder sums up its albums. */
export type Tick = 'all' | 'some' | 'none';

/** Returns the state of the checkbox of one album, or of a folder with several. A folder without albums is never ticked. */
export function tickOf(albumKeys: readonly string[], ticked: ReadonlySet<string>): Tick {
  const count = albumKeys.filter((key) => ticked.has(key)).length;
  if (count === 0) return 'none';
  return count === albumKeys.length ? 'all' : 'some';
}

/** Returns the ticked keys after a click: a folder becomes ticked with all its albums, unless it was. */
export function withTick(albumKeys: readonly string[], ticked: ReadonlySet<string>): Set<string> {
  const keys = new Set(albumKeys);
  return tickOf(albumKeys, ticked) === 'all' ? new Set(ticked).difference(keys) : new Set(ticked).union(keys);
}

/** Counts the photos of an album or folder; a photo in several albums counts in each. */
export const itemsIn = ({ items, children }: AlbumChoice): number =>
  children.reduce((sum, child) => sum + itemsIn(child), items ?? 0);
