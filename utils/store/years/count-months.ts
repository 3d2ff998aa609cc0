import type { LogDatabase } from '../schema.ts';
import { keysAfter } from '../ranges.ts';
import { collectMonths } from './month-changes.ts';

/** Photos counted per transaction: a copy in progress waits some ten milliseconds for one. */
const BATCH = 500;

/**
 * Counts the next photos of a log from before months were counted. Several pages may do so at once, and a death loses at
 * most one piece.
 *
 * @returns false once all are counted
 */
export async function countMonths(database: LogDatabase): Promise<boolean> {
  const transaction = database.transaction(['photos', 'items', 'libraries', 'months', 'log'], 'readwrite', {
    durability: 'relaxed',
  });
  const [items, logs] = [transaction.objectStore('items'), transaction.objectStore('log')];
  const log = await logs.get('log');
  if (log?.monthsCountedTo === undefined) return false;
  const range = keysAfter(log.monthsCountedTo === '' ? null : log.monthsCountedTo);
  const [photos, libraries] = await Promise.all([
    transaction.objectStore('photos').getAll(range, BATCH),
    transaction.objectStore('libraries').getAll(),
  ]);
  const last = photos.at(-1);
  if (!last) {
    const counted = { ...log };
    delete counted.monthsCountedTo;
    await logs.put(counted);
    await transaction.done;
    return false;
  }
  const libraryByKey = new Map(libraries.map((library) => [library.key, library]));
  const known = await Promise.all(photos.map(({ key }) => items.get(key)));
  const monthsCountedTo = last.key;
  const months = collectMonths({ monthsCountedTo });
  for (const [index, photo] of photos.entries()) {
    const pass = libraryByKey.get(photo.libraryKey)?.lists[photo.list].pass;
    months.add(null, { photo, pass, item: known[index] });
  }
  await months.write(transaction);
  await logs.put({ ...log, monthsCountedTo });
  await transaction.done;
  return true;
}
