import { itemPathCandidates, pathKey } from '../../domain/layout/destination-path.ts';
import type { PhotoItem } from '../../domain/photo/item.ts';
import type { RelativePath } from '../../units.ts';
import { fileKeyOf } from '../records.ts';

/** Who has a path in the log: the key of a file or of a folder; undefined for nobody. */
export type PathOwners = (keys: readonly string[]) => Promise<(string | undefined)[]>;

/** A photo that wants names in a folder. */
export interface WantedPlace {
  itemKey: string;
  item: PhotoItem;
  /** Part of the keys of its files. */
  place: string;
  folder: string;
}

/**
 * Paths for the files of photos that are placed together, none of which belongs to another file. The first choice of
 * all of them is asked for in one go; only where it is taken is there a second look.
 *
 * @param wanted in the order in which names are given: of two equal ones the first keeps it
 * @returns in the same order
 */
export async function freePaths(
  wanted: readonly WantedPlace[],
  ownersOf: PathOwners,
): Promise<RelativePath[][]> {
  const claimed = new Map<string, string>();
  const asked = new Map<string, string | undefined>();
  const ask = async (paths: readonly RelativePath[]): Promise<void> => {
    const keys = [...new Set(paths.map(pathKey))].filter((key) => !asked.has(key));
    const owners = await ownersOf(keys);
    for (const [index, key] of keys.entries()) asked.set(key, owners[index]);
  };
  const isFree = (path: RelativePath, fileKey: string): boolean => {
    const key = pathKey(path);
    const owner = claimed.get(key) ?? asked.get(key);
    return owner === undefined || owner === fileKey;
  };

  await ask(wanted.flatMap(firstChoice));
  const chosen: RelativePath[][] = [];
  for (const { itemKey, item, place, folder } of wanted) {
    const fileKeys = item.originals.map(({ role }) => fileKeyOf(itemKey, role, place));
    for (const paths of itemPathCandidates(item, folder)) {
      await ask(paths);
      if (!paths.every((path, at) => isFree(path, fileKeys[at] ?? ''))) continue;
      for (const [at, path] of paths.entries()) claimed.set(pathKey(path), fileKeys[at] ?? '');
      chosen.push(paths);
      break;
    }
  }
  return chosen;
}

const firstChoice = ({ item, folder }: WantedPlace): RelativePath[] =>
  itemPathCandidates(item, folder).next().value ?? [];
