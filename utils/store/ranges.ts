/** A store or an index. */
export interface Source<Found> {
  getAll(query: IDBKeyRange | string, count?: number): Promise<Found[]>;
}

/**
 * Reads the records of some keys. Those that lie close together are read as one range, which is much faster.
 *
 * @param keys in order; what lies between them is found too, unless it is more than `most`
 */
export async function readRange<Found>(
  source: Source<Found>,
  keys: readonly string[],
  most: number,
): Promise<Found[]> {
  const [first, last] = [keys.at(0), keys.at(-1)];
  if (first === undefined || last === undefined) return [];
  const range = await source.getAll(IDBKeyRange.bound(first, last), most);
  if (range.length < most) return range;
  return (await Promise.all(keys.map((key) => source.getAll(key)))).flat();
}
