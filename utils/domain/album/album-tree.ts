import { InvariantError } from '../../errors.ts';
import { relativePath, type RelativePath } from '../../units.ts';
import { suffixes } from '../layout/destination-path.ts';
import { type FolderLanguage, folderNames, ownFolders } from '../layout/folder-names.ts';
import { nameKey, safeName } from '../photo/safe-name.ts';

/** An album or a folder of albums, with what decides its path. */
export interface AlbumNode {
  key: string;
  recordName: string;
  /** As the user typed it; null: none. */
  name: string | null;
  /** Key of the folder it is in; null at the top. */
  parent: string | null;
  /** Milliseconds; of two equal names the older album keeps it. */
  createdAt: number;
  /** Path that it got before, which never changes; null: none yet. */
  path: RelativePath | null;
}

/** Bytes that a name leaves for a suffix of the whole record name. */
const RESERVE_BYTES = 60;

/**
 * Gives each album and folder a path below the destination: the tree of iCloud, with names that Jottacloud accepts. Equal
 * names in one folder, and names of our own top folders, get a suffix from the record name. An album whose parent is
 * missing or that is its own ancestor goes to the top. The order of the list does not matter.
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
  const assignNames = (parent: string | null, folder: string): void => {
    for (const node of children.get(parent) ?? []) {
      const path = paths.get(node.key) ?? freePath(node, `${folder}${stemOf(node, untitled)}`, taken);
      paths.set(node.key, path);
      taken.add(nameKey(path));
      assignNames(node.key, `${path}/`);
    }
  };
  assignNames(null, '');
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

/** Returns the key of the parent folder; null at the top, for a missing parent, or for its own ancestor. */
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
