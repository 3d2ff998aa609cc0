import type { AlbumChoice } from '../../domain/album/album-choice.ts';
import type { PickerList } from './photo-lists.ts';

/** Builds the tree of the albums among the lists, by the folders that they name. */
export function pickerTree(lists: readonly PickerList[]): AlbumChoice[] {
  const tree: AlbumChoice[] = [];
  const folders = new Map<string, AlbumChoice>();
  const childrenOf = (titles: readonly string[]): AlbumChoice[] => {
    if (titles.length === 0) return tree;
    const key = JSON.stringify(titles);
    const known = folders.get(key);
    if (known) return known.children;
    const name = titles.at(-1) ?? null;
    const folder = { key, name, isFolder: true, items: null, createdAt: null, children: [] };
    folders.set(key, folder);
    childrenOf(titles.slice(0, -1)).push(folder);
    return folder.children;
  };
  for (const { id, kind, titles, createdAt } of lists)
    if (kind === 'album')
      childrenOf(titles.slice(0, -1)).push({
        key: id,
        name: titles.at(-1) ?? null,
        isFolder: false,
        items: null,
        createdAt,
        children: [],
      });
  return tree;
}
