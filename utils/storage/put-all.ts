import { type IDBPObjectStore, type StoreNames, type StoreValue, unwrap } from 'idb';
import type { LogSchema } from './database.ts';

/**
 * Puts records whose single answers nobody waits for: the transaction tells whether all went well. A promise for each
 * costs as much as the writing.
 */
export function putAll<Name extends StoreNames<LogSchema>>(
  store: IDBPObjectStore<LogSchema, StoreNames<LogSchema>[], Name, 'readwrite'>,
  records: Iterable<StoreValue<LogSchema, Name>>,
): void {
  const bare = unwrap(store);
  for (const record of records) bare.put(record);
}
