import { albumKeyOf, type PictureRef } from '../../domain/picture/small-picture.ts';
import type { PhotoAtApple } from '../../ports/listed.ts';
import { allOf } from '../ranges.ts';
import { createPhotosOfAsset } from '../photos-of-asset.ts';
import type { LogDatabase } from '../schema.ts';

/** Members of an album among which its cover is looked for: most albums are smaller. */
const MEMBERS_READ = 2_000;
/** Members that are tried where nobody chose a cover: those before may be hidden or deleted. */
const MEMBERS_TRIED = 20;

/**
 * Finds where Apple keeps the small pictures of photos and of album covers. Unknown photos are omitted.
 */
export async function findPhotos(
  database: LogDatabase,
  refs: readonly PictureRef[],
): Promise<ReadonlyMap<PictureRef, PhotoAtApple>> {
  const found = new Map<PictureRef, PhotoAtApple>();
  await Promise.all(
    refs.map(async (ref) => {
      const albumKey = albumKeyOf(ref);
      const key = albumKey === null ? ref : await readCover(database, albumKey);
      const photo = key === null ? undefined : await database.get('photos', key);
      const library = photo && (await database.get('libraries', photo.libraryKey));
      if (!photo || !library) return;
      const { recordName, masterName } = photo.photo.asset;
      found.set(ref, { zone: library.zone, assetName: recordName, masterName });
    }),
  );
  return found;
}

/**
 * Finds the cover of an album: the photo that its owner chose, else the first one in the album's order.
 *
 * @returns the key of the photo; null for an album without one that can be shown
 */
async function readCover(database: LogDatabase, albumKey: string): Promise<string | null> {
  const { store } = database.transaction('members');
  const members = await store.index('byAlbum').getAll(allOf(albumKey), MEMBERS_READ);
  const chosen = members.find(({ isCover }) => isCover);
  const photosOf = createPhotosOfAsset(database.transaction(['photos', 'libraries']));
  for (const { assetName } of [...(chosen ? [chosen] : []), ...members.slice(0, MEMBERS_TRIED)]) {
    const photos = await photosOf(assetName);
    const shown = photos.find(({ list, seenInPass }) => list === 'main' && seenInPass > 0);
    if (shown) return shown.key;
  }
  return null;
}
