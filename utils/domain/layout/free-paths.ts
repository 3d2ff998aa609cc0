import { InvariantError } from '../../errors.ts';
import type { RelativePath } from '../../units.ts';
import { fileKeyOf } from '../file/file-key.ts';
import type { Original, PhotoItem } from '../photo/item.ts';
import { isCompatible } from '../photo/role.ts';
import { itemPathCandidates, pathKey } from './destination-path.ts';

/** Finds the owner of each path: the key of a file or a folder; undefined for a free path. */
export type FindPathOwners = (keys: readonly string[]) => Promise<(string | undefined)[]>;

/** Returns the path that a file had in an earlier copy; undefined for none. */
export type FindEarlierPath = (fileKey: string) => RelativePath | undefined;

/** Names to try before an earlier name counts as one that this photo would never get: none, and all of the id. */
const MAX_TRIED = 5;

/** A photo that needs names in a folder. */
export interface WantedPath {
  itemKey: string;
  item: PhotoItem;
  /** Part of the keys of its files. */
  folderId: string;
  folder: string;
  /** Folder of its compatible copies, which are the last of its files. */
  compatibleFolder: string;
}

/**
 * Finds free paths for the files of photos that are placed together. Looks up all first choices at once, and further
 * choices only where the first is taken. A photo of an earlier copy gets the names that its files have there.
 *
 * Compatible copies get the suffix of their photo. Where another copy has that name, only they get a longer one: no
 * name of an original depends on them.
 *
 * @param wanted in naming order: the first of two equal names keeps it
 * @returns paths in the same order
 */
export async function freePaths(
  wanted: readonly WantedPath[],
  findOwners: FindPathOwners,
  earlierPath: FindEarlierPath = () => undefined,
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
  /** @param from number of candidates to skip. @returns the chosen paths, and the number of candidates before them */
  const claim = async ({ itemKey, folderId }: WantedPath, { files, candidates }: Names, from = 0) => {
    const fileKeys = files.map(({ role }) => fileKeyOf(itemKey, role, folderId));
    for (const { paths, at } of withEarlierFirst(candidates, fileKeys.map(earlierPath))) {
      if (at < from) continue;
      await lookUp(paths);
      if (!paths.every((path, index) => isFree(path, fileKeys[index] ?? ''))) continue;
      for (const [index, path] of paths.entries()) claimed.set(pathKey(path), fileKeys[index] ?? '');
      return { paths, at };
    }
    throw new InvariantError('there is always another name');
  };

  await lookUp(wanted.flatMap(firstChoicesOf));
  const all: RelativePath[][] = [];
  for (const each of wanted) {
    const { paths, at } = await claim(each, plainNames(each));
    const copies = compatibleNames(each);
    all.push(copies.files.length === 0 ? paths : [...paths, ...(await claim(each, copies, at)).paths]);
  }
  return all;
}

/** Files of a photo in one folder, and their possible paths, best first. */
interface Names {
  files: readonly Original[];
  candidates: Generator<RelativePath[]>;
}

function plainNames({ item, folder }: WantedPath): Names {
  const files = item.originals.filter(({ role }) => !isCompatible(role));
  return { files, candidates: itemPathCandidates(item, folder, files) };
}

function compatibleNames({ item, compatibleFolder: folder }: WantedPath): Names {
  const files = item.originals.filter(({ role }) => isCompatible(role));
  return { files, candidates: itemPathCandidates(item, folder, files) };
}

const firstChoicesOf = (wanted: WantedPath): RelativePath[] =>
  [plainNames(wanted), compatibleNames(wanted)].flatMap(({ candidates }) => firstOf(candidates));

const firstOf = (candidates: Generator<RelativePath[]>): RelativePath[] => candidates.next().value ?? [];

/** A candidate, and the number of candidates before it. */
interface Candidate {
  paths: RelativePath[];
  at: number;
}

/** Yields the candidate that has all earlier names first, so that new files of a photo get the suffix of the others. */
function* withEarlierFirst(
  candidates: Generator<RelativePath[]>,
  earlier: readonly (RelativePath | undefined)[],
): Generator<Candidate> {
  const tried: Candidate[] = [];
  const limit = earlier.every((path) => path === undefined) ? 0 : MAX_TRIED;
  let count = 0;
  while (count < limit) {
    const { done, value } = candidates.next();
    if (done) break;
    const candidate = { paths: value, at: count };
    count += 1;
    if (value.every((path, index) => (earlier[index] ?? path) === path)) {
      yield candidate;
      break;
    }
    tried.push(candidate);
  }
  yield* tried;
  for (const paths of candidates) {
    yield { paths, at: count };
    count += 1;
  }
}
