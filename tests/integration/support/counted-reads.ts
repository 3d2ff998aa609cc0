/** Counting records makes the browser read each of them. */
const READS = ['get', 'getKey', 'getAll', 'getAllKeys', 'count'] as const;
const CURSORS = ['openCursor', 'openKeyCursor'] as const;

/**
 * Counts the records that are read from any log during the work; counting records is reading them.
 *
 * @param wanted name of the one store that is meant; all of them if it is left out
 */
export async function countReads(work: () => Promise<unknown>, wanted?: string): Promise<number> {
  let records = 0;
  const put: (() => void)[] = [];
  const follow = (request: IDBRequest<unknown>, isCursor: boolean): void =>
    request.addEventListener('success', () => {
      const { result } = request;
      if (isCursor) records += Number(result !== null);
      else records += Array.isArray(result) ? result.length : typeof result === 'number' ? result : 1;
    });
  for (const prototype of [IDBObjectStore.prototype, IDBIndex.prototype])
    for (const name of [...READS, ...CURSORS]) {
      const own = Object.getOwnPropertyDescriptor(prototype, name);
      if (!own) throw new Error(`nothing is called ${name}`);
      const read = own.value as (...parameters: unknown[]) => IDBRequest<unknown>;
      Object.defineProperty(prototype, name, {
        ...own,
        value(this: IDBObjectStore | IDBIndex, ...parameters: unknown[]) {
          const request = read.apply(this, parameters);
          const store = 'objectStore' in this ? this.objectStore.name : this.name;
          if (wanted === undefined || store === wanted)
            follow(request, name === 'openCursor' || name === 'openKeyCursor');
          return request;
        },
      });
      put.push(() => Object.defineProperty(prototype, name, own));
    }
  try {
    await work();
    return records;
  } finally {
    for (const back of put) back();
  }
}
