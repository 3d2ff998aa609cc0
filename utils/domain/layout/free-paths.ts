import type { RelativePath } from '../../units.ts';
import { fileKeyOf } from '../file/file-key.ts';
import type { PhotoItem } from '../photo/item.ts';
import { itemPathCandidates, pathKey } from './destination-path.ts';

/** Finds the owner of each path: the key of a file or a folder; undefined for a free path. */
export type FindPathOwners = (keys: readonly string[]) => Promise<(string | undefined)[]>;

/** A photo that needs names in a folder. */
export interface WantedPath {
  itemKey: string;
  item: PhotoItem;
  /** Part of the keys of its files. */
  folderId: string;
  folder: string;
}

/**
 * Finds free paths for the files of photos that are placed together. Looks up all first choices at once, and further
 * choices only where the first is taken.
 *
 * @param wanted in naming order: the first of two equal names keeps it
 * @returns paths in the same order
 */
export async function freePaths(
  wanted: readonly WantedPath[],
  findOwners: FindPathOwners,
): Promise<RelativePath[][]> {
  const claimed = new Map<string, string>();
  const ownersByKey = new Map<string, string | undefined>();
  const lookUp = async (paths: readonly RelativePath[]): Promise<void> => {
    const keys = [...new Set(paths.map(pathKey))].filter((key) => !ownersByKey.has(key));
    const owners = await findOwners(keys);
    for (const [index, key] of keys.entries()) ownersByKey.set(key, owners[index]);
  };
  const isFree = (path: RelativePath, fileKey: string): boolean => {
    const key = pathKey(path);
    const owner = claimed.get(key) ?? ownersByKey.get(key);
    return owner === undefined || owner === fileKey;
  };

  await lookUp(wanted.flatMap(firstChoiceOf));
  const chosen: RelativePath[][] = [];
  for (const { itemKey, item, folderId, folder } of wanted) {
    const fileKeys = item.originals.map(({ role }) => fileKeyOf(itemKey, role, folderId));
    for (const paths of itemPathCandidates(item, folder)) {
      await lookUp(paths);
      if (!paths.every((path, at) => isFree(path, fileKeys[at] ?? ''))) continue;
      for (const [at, path] of paths.entries()) claimed.set(pathKey(path), fileKeys[at] ?? '');
      chosen.push(paths);
      break;
    }
  }
  return chosen;
}

const firstChoiceOf = ({ item, folder }: WantedPath): RelativePath[] =>
  itemPathCandidates(item, folder).next().value ?? [];
