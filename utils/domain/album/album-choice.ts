/** An album that can be chosen, or a folder of albums. */
export interface AlbumChoice {
  key: string;
  /** As the user typed it; null: none. */
  name: string | null;
  isFolder: boolean;
  /** Photos in it; 0 for a folder. */
  items: number;
  children: AlbumChoice[];
}

/** Albums to choose from. */
export interface AlbumChoices {
  tree: AlbumChoice[];
  /** Photos that are in no album. */
  unfiledItems: number;
}

/** State of a checkbox; that of a folder sums up its albums. */
export type Tick = 'all' | 'some' | 'none';

/** Lists the key of an album, or the keys of all albums in a folder at any depth. */
export const albumKeys = ({ key, isFolder, children }: AlbumChoice): string[] =>
  isFolder ? children.flatMap(albumKeys) : [key];

/** Returns the state of a checkbox. A folder without albums is never ticked. */
export function tickOf(node: AlbumChoice, ticked: ReadonlySet<string>): Tick {
  const keys = albumKeys(node);
  const count = keys.filter((key) => ticked.has(key)).length;
  if (count === 0) return 'none';
  return count === keys.length ? 'all' : 'some';
}

/** Returns the ticked keys after a click: a folder becomes ticked with all its albums, unless it was. */
export function withTick(node: AlbumChoice, ticked: ReadonlySet<string>): Set<string> {
  const keys = albumKeys(node);
  return tickOf(node, ticked) === 'all'
    ? new Set([...ticked].filter((key) => !keys.includes(key)))
    : new Set([...ticked, ...keys]);
}

/** Counts the photos of an album or folder; a photo in several albums counts in each. */
export const itemsIn = ({ items, children }: AlbumChoice): number =>
  children.reduce((sum, child) => sum + itemsIn(child), items);
