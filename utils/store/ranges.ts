/** Range of a compound index with all entries whose first part is `first`; the second part is a number. */
export const allOf = (first: string): IDBKeyRange => IDBKeyRange.bound([first, -Infinity], [first, Infinity]);

/** The same range, but only entries whose second part is more than `second`. */
export const allOfAfter = (first: string, second: number): IDBKeyRange =>
  IDBKeyRange.bound([first, second], [first, Infinity], true);

/** Range of all keys after one; undefined, for all keys, if there is none. */
export const keysAfter = (key: IDBValidKey | null | undefined): IDBKeyRange | undefined =>
  key === null || key === undefined ? undefined : IDBKeyRange.lowerBound(key, true);

/** Range of all path keys below a folder: those that begin with its key and a slash. */
export const pathsBelow = (folderKey: string): IDBKeyRange =>
  // "0" follows "/" in ASCII.
  IDBKeyRange.bound(`${folderKey}/`, `${folderKey}0`, false, true);

/** Range of the keys of all members of an album: those that begin with its key and a bar. */
export const albumMembers = (albumKey: string): IDBKeyRange =>
  // "}" follows "|" in ASCII.
  IDBKeyRange.bound(`${albumKey}|`, `${albumKey}}`, false, true);

/** A store or an index. */
export interface Source<Found> {
  getAll(query: IDBKeyRange | string, count?: number): Promise<Found[]>;
}

/**
 * Reads the records of some keys. Reads one range where the keys lie close together, which is much faster.
 *
 * @param keys in ascending order; the result also holds the records between them
 * @param limit range size above which each key is read alone, and nothing between them
 */
export async function readRange<Found>(
  source: Source<Found>,
  keys: readonly string[],
  limit: number,
): Promise<Found[]> {
  const [first, last] = [keys.at(0), keys.at(-1)];
  if (first === undefined || last === undefined) return [];
  const range = await source.getAll(IDBKeyRange.bound(first, last), limit);
  if (range.length < limit) return range;
  return (await Promise.all(keys.map((key) => source.getAll(key)))).flat();
}
