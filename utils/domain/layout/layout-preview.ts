import { albumPaths } from '../album/album-tree.ts';
import { everything } from '../album/choice.ts';
import type { Arrangement } from './arrangement.ts';
import { itemPathCandidates, pathKey } from './destination-path.ts';
import type { LayoutSample } from './layout-sample.ts';
import { type AlbumFolder, foldersOf } from './placement.ts';

/** A folder or, without children, a file of the tree at Jottacloud. */
export interface PreviewNode {
  name: string;
  children: PreviewNode[];
}

/** Lays out a sample by the rules of a copy, folders first. */
export function layoutPreview(sample: LayoutSample, arrangement: Arrangement): PreviewNode[] {
  const folders = albumPaths(sample.albums, arrangement.folderLanguage);
  const albumByKey = new Map<string, AlbumFolder>(
    sample.albums.map((album) => [
      album.key,
      { ...album, kind: 'album', path: folders.get(album.key) ?? null },
    ]),
  );
  const taken = new Set<string>();
  const root: PreviewNode = { name: '', children: [] };
  for (const photo of sample.photos) {
    if (photo.list === 'hidden' && !arrangement.hidden) continue;
    if (photo.list === 'deleted' && !arrangement.recentlyDeleted) continue;
    const { item, library, list, albums: albumKeys } = photo;
    const photoFolders = foldersOf({ asset: item.asset, library, list, albumKeys }, albumByKey, {
      arrangement,
      choice: everything,
    });
    for (const { folder } of photoFolders) {
      for (const [path] of itemPathCandidates(photo.item, folder)) {
        if (path !== undefined && taken.has(pathKey(path))) continue;
        if (path !== undefined) {
          taken.add(pathKey(path));
          add(root, path.split('/'));
        }
        break;
      }
    }
  }
  return sorted(root.children);
}

function add(parent: PreviewNode, [name, ...rest]: string[]): void {
  if (name === undefined) return;
  let child = parent.children.find((node) => node.name === name);
  if (!child) {
    child = { name, children: [] };
    parent.children.push(child);
  }
  add(child, rest);
}

const sorted = (nodes: PreviewNode[]): PreviewNode[] =>
  nodes
    .map(({ name, children }) => ({ name, children: sorted(children) }))
    .toSorted(
      (a, b) => Number(b.children.length > 0) - Number(a.children.length > 0) || (a.name < b.name ? -1 : 1),
    );
