import { isListedNow } from '../records.ts';
import type { LogDatabase } from '../schema.ts';

/**
 * Lists keys of photos in main lists that were listed and have no place yet: a plan that showed them was dropped, or a run
 * ended before. Leaves out the frames of bursts.
 */
export async function unplacedPhotos(database: LogDatabase, limit: number): Promise<string[]> {
  const transaction = database.transaction(['photos', 'items', 'libraries']);
  const items = transaction.objectStore('items');
  const libraries = await transaction.objectStore('libraries').getAll();
  const libraryByKey = new Map(libraries.map((library) => [library.key, library]));
  const marked = await transaction.objectStore('photos').index('toPlace').getAll(undefined, limit);
  const listed = marked.filter(
    (photo) =>
      photo.list === 'main' && photo.photo.asset.isOtherFrame !== true && isListedNow(photo, libraryByKey),
  );
  const placed = await Promise.all(listed.map(({ key }) => items.getKey(key)));
  return listed.flatMap(({ key }, index) => (placed[index] === undefined ? [key] : []));
}
