import { itemPathCandidates, pathKey } from '../photos/destination-path.ts';
import type { PhotoItem } from '../photos/item.ts';
import type { RelativePath } from '../units.ts';

/** Who has a path in the log: the key of an item; undefined for nobody. */
export type PathOwners = (keys: readonly string[]) => Promise<(string | undefined)[]>;

/**
 * Paths for the files of photos that come together, none of which belongs to another photo. The first choice of all of
 * them is asked for in one go; only where it is taken is there a second look.
 *
 * @param wanted photos in the order of their list, by their item key
 */
export async function freePaths(
  wanted: ReadonlyMap<string, PhotoItem>,
  ownersOf: PathOwners,
): Promise<Map<string, RelativePath[]>> {
  const claimed = new Map<string, string>();
  const asked = new Map<string, string | undefined>();
  const ask = async (paths: readonly RelativePath[]): Promise<void> => {
    const keys = paths.map(pathKey).filter((key) => !asked.has(key));
    const owners = await ownersOf(keys);
    for (const [index, key] of keys.entries()) asked.set(key, owners[index]);
  };
  const isFree = (path: RelativePath, itemKey: string): boolean => {
    const key = pathKey(path);
    const owner = claimed.get(key) ?? asked.get(key);
    return owner === undefined || owner === itemKey;
  };

  await ask([...wanted.values()].flatMap((item) => firstChoice(item)));
  const chosen = new Map<string, RelativePath[]>();
  for (const [itemKey, item] of wanted)
    for (const paths of itemPathCandidates(item)) {
      await ask(paths);
      if (!paths.every((path) => isFree(path, itemKey))) continue;
      for (const path of paths) claimed.set(pathKey(path), itemKey);
      chosen.set(itemKey, paths);
      break;
    }
  return chosen;
}

const firstChoice = (item: PhotoItem): RelativePath[] => itemPathCandidates(item).next().value ?? [];
