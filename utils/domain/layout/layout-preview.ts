import { albumPaths } from '../album/album-tree.ts';
import type { Arrangement } from './arrangement.ts';
import { dateFolder, itemPathCandidates, pathKey } from './destination-path.ts';
import type { LayoutSample, SamplePhoto } from './layout-sample.ts';
import { usesAlbumFolders } from './placement.ts';

/** A folder or, without children, a file of the tree at Jottacloud. */
export interface PreviewNode {
  name: string;
  children: PreviewNode[];
}

/** The tree that a sample becomes: by the same rules as a copy, folders first. */
export function layoutPreview(sample: LayoutSample, arrangement: Arrangement): PreviewNode[] {
  const folders = albumPaths(sample.albums, arrangement.folderLanguage);
  const taken = new Set<string>();
  const root: PreviewNode = { name: '', children: [] };
  for (const photo of sample.photos) {
    if (photo.list === 'hidden' && !arrangement.hidden) continue;
    if (photo.list === 'deleted' && !arrangement.recentlyDeleted) continue;
    for (const folder of foldersOf(photo, folders, arrangement)) {
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

function foldersOf(
  { item, library, list, albums }: SamplePhoto,
  folders: ReadonlyMap<string, string>,
  arrangement: Arrangement,
): string[] {
  const own = albums.map((key) => folders.get(key)).filter((folder) => folder !== undefined);
  return usesAlbumFolders(arrangement, list) && own.length > 0
    ? own
    : [dateFolder(item.asset, library, list, arrangement)];
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
