import type { AlbumFigures } from '../../domain/album/album-choice.ts';
import { amountOf } from '../../domain/plan/tally.ts';
import { isListedNow } from '../records.ts';
import { createPhotosOfAsset } from '../photos-of-asset.ts';
import { albumMembers } from '../ranges.ts';
import type { LogDatabase } from '../schema.ts';

/** Members per transaction, so that a copy in progress waits no longer than some ten milliseconds. */
const BATCH = 500;

/**
 * Reads the exact numbers of albums: photos that they show, how many of them are copied, and their bytes. Reads all members
 * of these albums, so pages ask only for albums in view.
 */
export async function readAlbumFigures(
  database: LogDatabase,
  albumKeys: readonly string[],
): Promise<ReadonlyMap<string, AlbumFigures>> {
  const libraries = new Map((await database.getAll('libraries')).map((library) => [library.key, library]));
  const figures = new Map<string, AlbumFigures>();
  for (const albumKey of albumKeys) {
    const members = await database.getAllKeys('members', albumMembers(albumKey));
    let [items, copied, bytes] = [0, 0, 0];
    for (let from = 0; from < members.length; from += BATCH) {
      const names = members.slice(from, from + BATCH).map((key) => key.slice(albumKey.length + 1));
      const transaction = database.transaction(['photos', 'libraries', 'items']);
      const found = await Promise.all(names.map(createPhotosOfAsset(transaction)));
      const shown = found.flatMap((photos) =>
        photos.filter((photo) => photo.list === 'main' && isListedNow(photo, libraries)).slice(0, 1),
      );
      const records = await Promise.all(shown.map(({ key }) => transaction.objectStore('items').get(key)));
      items += shown.length;
      copied += records.filter((item) => item?.openFiles === 0 && item.failedFiles === 0).length;
      bytes += shown.reduce((sum, { photo }) => sum + amountOf({ photo }).bytes, 0);
    }
    figures.set(albumKey, { items, copied, bytes });
  }
  return figures;
}
