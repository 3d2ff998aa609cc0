/** An album that can be chosen, or a folder of such. */
export interface AlbumChoice {
  key: string;
  /** As the user typed it; null if there is none. */
  name: string | null;
  isFolder: boolean;
  /** Photos in it; 0 for a folder. */
  items: number;
  children: AlbumChoice[];
}

/** What can be ticked where albums are chosen. */
export interface AlbumChoices {
  tree: AlbumChoice[];
  /** Photos that are in no album. */
  unfiledItems: number;
}

/** How a tick looks: of a folder it says what is ticked inside. */
export type Tick = 'all' | 'some' | 'none';

/** Keys of an album, or of all albums in a folder and in its folders. */
export const albumKeys = ({ key, isFolder, children }: AlbumChoice): string[] =>
  isFolder ? children.flatMap(albumKeys) : [key];

/** A folder without albums is never ticked. */
export function tickOf(node: AlbumChoice, ticked: ReadonlySet<string>): Tick {
  const keys = albumKeys(node);
  const count = keys.filter((key) => ticked.has(key)).length;
  if (count === 0) return 'none';
  return count === keys.length ? 'all' : 'some';
}

/** After a press on a tick: a folder that is not ticked as a whole is, with all that is inside. */
export function withTick(node: AlbumChoice, ticked: ReadonlySet<string>): Set<string> {
  const keys = albumKeys(node);
  return tickOf(node, ticked) === 'all'
    ? new Set([...ticked].filter((key) => !keys.includes(key)))
    : new Set([...ticked, ...keys]);
}

/** Photos in albums and folders; one in several albums counts in each. */
export const itemsIn = ({ items, children }: AlbumChoice): number =>
  children.reduce((sum, child) => sum + itemsIn(child), items);
