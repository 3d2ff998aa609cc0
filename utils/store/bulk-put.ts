import { type IDBPObjectStore, type StoreNames, type StoreValue, unwrap } from 'idb';
import type { LogSchema } from './schema.ts';

/**
 * Puts records whose single answers nobody waits for: the transaction tells whether all went well. A promise for each
 * costs as much as the writing.
 */
export function bulkPut<Name extends StoreNames<LogSchema>>(
  store: IDBPObjectStore<LogSchema, StoreNames<LogSchema>[], Name, 'readwrite'>,
  records: Iterable<StoreValue<LogSchema, Name>>,
): void {
  const bare = unwrap(store);
  for (const record of records) bare.put(record);
}

/**
 * Adds records of which hardly any is there yet: that is found out while they are written, not by a look before.
 *
 * @returns keys of those that are there; they stay as they are
 */
export function addNew<Name extends StoreNames<LogSchema>>(
  store: IDBPObjectStore<LogSchema, StoreNames<LogSchema>[], Name, 'readwrite'>,
  records: ReadonlyMap<string, StoreValue<LogSchema, Name>>,
): Promise<string[]> {
  const bare = unwrap(store);
  const there: string[] = [];
  return new Promise((resolve, reject) => {
    let open = records.size;
    if (open === 0) resolve(there);
    const answered = (): void => {
      open -= 1;
      if (open === 0) resolve(there);
    };
    for (const [key, record] of records) {
      const request = bare.add(record);
      request.addEventListener('success', answered);
      request.addEventListener('error', (event) => {
        if (request.error?.name !== 'ConstraintError')
          return reject(request.error ?? new Error('not written'));
        // else the whole transaction would end
        event.preventDefault();
        event.stopPropagation();
        there.push(key);
        answered();
      });
    }
  });
}
