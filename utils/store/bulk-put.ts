import { type IDBPObjectStore, type StoreNames, type StoreValue, unwrap } from 'idb';
import type { LogSchema } from './schema.ts';

/**
 * Puts records without awaiting each request: the transaction fails if one of them does. A promise per record would cost
 * as much as the write. Decision: docs/decisions/004-own-log-of-photos.md.
 */
export function bulkPut<Name extends StoreNames<LogSchema>>(
  store: IDBPObjectStore<LogSchema, StoreNames<LogSchema>[], Name, 'readwrite'>,
  records: Iterable<StoreValue<LogSchema, Name>>,
): void {
  const bare = unwrap(store);
  for (const record of records) bare.put(record);
}

/**
 * Adds records of which hardly any exists yet. Existing ones are detected by the failed write, without a read before it.
 *
 * @returns keys of existing records, which stay unchanged
 */
export function addNew<Name extends StoreNames<LogSchema>>(
  store: IDBPObjectStore<LogSchema, StoreNames<LogSchema>[], Name, 'readwrite'>,
  records: ReadonlyMap<string, StoreValue<LogSchema, Name>>,
): Promise<string[]> {
  const bare = unwrap(store);
  const there: string[] = [];
  return new Promise((resolve, reject) => {
    let last: IDBRequest | null = null;
    for (const [key, record] of records) {
      const request = bare.add(record);
      request.addEventListener('error', (event) => {
        if (request.error?.name !== 'ConstraintError')
          return reject(request.error ?? new Error('the record was not written'));
        // An unhandled error would abort the whole transaction.
        event.preventDefault();
        event.stopPropagation();
        there.push(key);
        if (request === last) resolve(there);
      });
      last = request;
    }
    // Requests of a transaction are answered in their order.
    if (last) last.addEventListener('success', () => resolve(there));
    else resolve(there);
  });
}
