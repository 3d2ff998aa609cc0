import { InvariantError } from '../../errors.ts';
import { relativePath, type RelativePath } from '../../units.ts';
import { suffixes } from '../layout/destination-path.ts';
import { type FolderLanguage, folderNames, ownFolders } from '../layout/folder-names.ts';
import { nameKey, safeName } from '../photo/safe-name.ts';

/** An album or a folder of albums, as far as its place in the tree goes. */
export interface AlbumNode {
  key: string;
  recordName: string;
  /** As the user typed it; null if there is none. */
  name: string | null;
  /** Key of the folder it is in; null at the top. */
  parent: string | null;
  /** Milliseconds; of two equal names the older one keeps it. */
  createdAt: number;
  /** Path that it was given before: once given it stays. */
  path: RelativePath | null;
}

/** Room for a suffix of the whole record name. */
const RESERVE_BYTES = 60;

/**
 * A path for each album and folder below the destination: the tree as in iCloud, with names that Jottacloud takes.
 * Equal names in one folder, and names at the top that are ours, get a suffix from the record's own name. What has no
 * parent in the list, or is its own ancestor, stands at the top. The order of the list does not matter.
 *
 * @param language of the name for an album without one; absent: English
 * @returns path by key
 */
export function albumPaths(
  nodes: readonly AlbumNode[],
  language?: FolderLanguage,
): Map<string, RelativePath> {
  const untitled = folderNames(language).untitledAlbum;
  const paths = new Map<string, RelativePath>();
  const taken = new Set(ownFolders.map(nameKey));
  for (const { key, path } of nodes)
    if (path !== null) {
      paths.set(key, path);
      taken.add(nameKey(path));
    }
  const known = new Map(nodes.map((node) => [node.key, node]));
  const children = Map.groupBy(
    nodes.toSorted(
      (a, b) =>
        a.createdAt - b.createdAt || (a.recordName < b.recordName ? -1 : Number(a.recordName > b.recordName)),
    ),
    (node) => parentOf(node, known),
  );
  const giveNames = (parent: string | null, folder: string): void => {
    for (const node of children.get(parent) ?? []) {
      const path = paths.get(node.key) ?? freePath(node, `${folder}${stemOf(node, untitled)}`, taken);
      paths.set(node.key, path);
      taken.add(nameKey(path));
      giveNames(node.key, `${path}/`);
    }
  };
  giveNames(null, '');
  return paths;
}

function stemOf({ name }: AlbumNode, untitled: string): string {
  const plain = safeName(name ?? '', RESERVE_BYTES);
  return name === null || plain === '_' ? untitled : plain;
}

function freePath({ recordName }: AlbumNode, stem: string, taken: ReadonlySet<string>): RelativePath {
  for (const suffix of suffixes(recordName)) {
    const path = relativePath(`${stem}${suffix}`);
    if (!taken.has(nameKey(path))) return path;
  }
  throw new InvariantError('there is always another name');
}

/** Key of the folder that something is shown in; null for what stands at the top, has lost its folder, or is its own ancestor. */
export function parentOf<Node extends Pick<AlbumNode, 'key' | 'parent'>>(
  node: Node,
  known: ReadonlyMap<string, Node>,
): string | null {
  const seen = new Set<string>();
  for (let next: Node | undefined = node; next; next = known.get(next.parent ?? '')) {
    if (seen.has(next.key)) return null;
    seen.add(next.key);
  }
  return node.parent !== null && known.has(node.parent) ? node.parent : null;
}

/** Lists the names of a node's folders and of the node, outermost first. Stops at a folder that is its own ancestor. */
export function namesInTree<Node extends Pick<AlbumNode, 'key' | 'name' | 'parent'>>(
  node: Node,
  known: ReadonlyMap<string, Node>,
): (string | null)[] {
  const names: (string | null)[] = [];
  const seen = new Set<string>();
  for (let next: Node | undefined = node; next && !seen.has(next.key); next = known.get(next.parent ?? '')) {
    seen.add(next.key);
    names.unshift(next.name);
  }
  return names;
}
