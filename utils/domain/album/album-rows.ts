import { type AlbumChoice, itemsIn } from './album-choice.ts';

/** Orders of albums in a list. `date`: the newest first; `items`: the fullest first. */
export const albumOrders = ['name', 'date', 'items'] as const;
/** An order of the list of albums. */
export type AlbumOrder = (typeof albumOrders)[number];

/** One line of a list of albums: an album, or the heading of a folder above its albums. */
export interface AlbumRow {
  key: string;
  name: string;
  isFolder: boolean;
  /** Number of folders above it. */
  depth: number;
  /** Photos, as they were listed; null: not known yet. */
  items: number | null;
  /** What a press on it chooses: an album itself, or the shown albums of a folder. */
  albumKeys: readonly string[];
}

/** How a list of albums is shown. */
export interface AlbumView {
  /** Words that a name, or the names of its folders, must contain; '' shows all. */
  search: string;
  order: AlbumOrder;
  /** Name of an album without one. */
  untitled: string;
  /** Language of the order, as in `nb`. */
  language: string;
}

/**
 * Lists the rows of a tree of albums: first those without a folder, then each folder with its own. Folders are in the
 * order of their names; those without a found album are left out.
 */
export function albumRows(tree: readonly AlbumChoice[], view: AlbumView): AlbumRow[] {
  const words = searchable(view.search)
    .split(/\s+/u)
    .filter((word) => word !== '');
  const names = new Intl.Collator(view.language, { numeric: true, sensitivity: 'base' });
  const nameOf = ({ name }: AlbumChoice): string => name ?? view.untitled;
  const byName = (a: AlbumChoice, b: AlbumChoice): number => names.compare(nameOf(a), nameOf(b));
  const compare = {
    name: byName,
    date: (a: AlbumChoice, b: AlbumChoice) => (b.createdAt ?? 0) - (a.createdAt ?? 0) || byName(a, b),
    items: (a: AlbumChoice, b: AlbumChoice) => (b.items ?? 0) - (a.items ?? 0) || byName(a, b),
  }[view.order];

  const rowsOf = (nodes: readonly AlbumChoice[], above: string, depth: number): AlbumRow[] => {
    const albums = nodes
      .filter((node) => !node.isFolder && isFound(`${above} ${searchable(nameOf(node))}`, words))
      .toSorted(compare)
      .map((node) => {
        const { key, items } = node;
        return { key, name: nameOf(node), isFolder: false, depth, items, albumKeys: [key] };
      });
    const folders = nodes.filter(({ isFolder }) => isFolder).toSorted(byName);
    return [...albums, ...folders.flatMap((folder) => folderRows(folder, above, depth))];
  };
  const folderRows = (folder: AlbumChoice, above: string, depth: number): AlbumRow[] => {
    const below = rowsOf(folder.children, `${above} ${searchable(nameOf(folder))}`, depth + 1);
    const keys = below.filter(({ isFolder }) => !isFolder).map(({ key }) => key);
    if (keys.length === 0 && words.length > 0) return [];
    const head = { key: folder.key, name: nameOf(folder), isFolder: true, depth, albumKeys: keys };
    return [{ ...head, items: hasCounts(folder) ? itemsIn(folder) : null }, ...below];
  };
  return rowsOf(tree, '', 0);
}

const isFound = (text: string, words: readonly string[]): boolean =>
  words.every((word) => text.includes(word));

/** Folds case and accents, so that "malaga" finds "Málaga". */
export const searchable = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();

const hasCounts = ({ isFolder, items, children }: AlbumChoice): boolean =>
  isFolder ? children.every(hasCounts) : items !== null;

/**
 * Finds the row that a key leads to.
 *
 * @param pageRows rows in view
 * @returns null for a key that leads nowhere
 */
export function rowAfterKey(key: string, at: number, count: number, pageRows: number): number | null {
  const steps: Record<string, number> = {
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -pageRows,
    PageDown: pageRows,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  return step === undefined ? null : Math.max(0, Math.min(count - 1, at + step));
}

/**
 * Finds the next row whose name begins with what was typed; a single letter moves on from the present row.
 *
 * @returns null if there is none
 */
export function rowOfTyped(rows: readonly { name: string }[], typed: string, at: number): number | null {
  const wanted = searchable(typed);
  const start = typed.length === 1 ? at + 1 : at;
  for (let step = 0; step < rows.length; step += 1) {
    const index = (start + step) % rows.length;
    if (searchable(rows[index]?.name ?? '').startsWith(wanted)) return index;
  }
  return null;
}
