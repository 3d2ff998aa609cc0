import { itemPathCandidates, pathKey } from '../photos/destination-path.ts';
import type { PhotoItem } from '../photos/item.ts';
import type { RelativePath } from '../units.ts';

/** Who has a path in the log: the key of an item; undefined for nobody. */
export type PathOwners = (keys: readonly string[]) => Promise<(string | undefined)[]>;

/** A photo that wants names in a folder. */
export interface WantedPlace {
  itemKey: string;
  item: PhotoItem;
  folder: string;
}

/**
 * Paths for the files of photos that are placed together, none of which belongs to another photo. The first choice of
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
  const isFree = (path: RelativePath, itemKey: string): boolean => {
    const key = pathKey(path);
    const owner = claimed.get(key) ?? asked.get(key);
    return owner === undefined || owner === itemKey;
  };

  await ask(wanted.flatMap(firstChoice));
  const chosen: RelativePath[][] = [];
  for (const { itemKey, item, folder } of wanted)
    for (const paths of itemPathCandidates(item, folder)) {
      await ask(paths);
      if (!paths.every((path) => isFree(path, itemKey))) continue;
      for (const path of paths) claimed.set(pathKey(path), itemKey);
      chosen.push(paths);
      break;
    }
  return chosen;
}

const firstChoice = ({ item, folder }: WantedPlace): RelativePath[] =>
  itemPathCandidates(item, folder).next().value ?? [];
