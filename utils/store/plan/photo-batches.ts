import type { ListedLibrary } from '../../ports/listed.ts';
import { keysAfter } from '../ranges.ts';
import type { LogDatabase, PhotoRecord } from '../schema.ts';

/** Photos per read. */
const BATCH = 500;

/** Reads the photos after the last one of the previous batch; null at first. */
export type ReadBatch = (last: PhotoRecord | null) => Promise<PhotoRecord[]>;

/**
 * All photos in two parts, so that the browser reads one while the other is counted. Apple's record names begin with a random
 * hexadecimal digit, so the largest library is cut in the middle. With other names the parts are unequal, but complete.
 */
export function halves(database: LogDatabase, libraries: readonly ListedLibrary[]): ReadBatch[] {
  const largest = libraries.toSorted((a, b) => b.lists.main.seenItems - a.lists.main.seenItems)[0];
  const middle = `${largest?.key ?? ''}/8`;
  const part =
    (from: string, to: string): ReadBatch =>
    (last) =>
      database.getAll('photos', IDBKeyRange.bound(last?.key ?? from, to, last !== null, true), BATCH);
  return [part('', middle), part(middle, '\uffff')];
}

/** Photos that are still to be placed, oldest first. */
export const newPhotos =
  (database: LogDatabase): ReadBatch =>
  (last) => {
    const range = keysAfter(last && [1, last.addedOrder, last.key]);
    return database.getAllFromIndex('photos', 'toPlace', range, BATCH);
  };

/**
 * Yields batches with what the log knows about them. Reads each while the one before it is counted: what belongs to a batch
 * is requested before the next batch, because the browser reads in this order.
 */
export async function* batches<Counted>(
  read: ReadBatch,
  know: (photos: readonly PhotoRecord[]) => Promise<Counted>,
): AsyncGenerator<Counted> {
  const ahead = <Read>(reading: Promise<Read>): Promise<Read> => {
    // If counting ends early, nothing awaits this promise.
    reading.catch(() => undefined);
    return reading;
  };
  for (let next = ahead(read(null)); ;) {
    const photos = await next;
    const last = photos.at(-1);
    if (!last) return;
    const counted = ahead(know(photos));
    next = ahead(read(last));
    yield await counted;
  }
}
