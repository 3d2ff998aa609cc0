import { isSharedAlbum } from '../icloud/zone.ts';
import type { ListedLibrary } from '../ports/listed.ts';
import type { PhotoRecord } from './schema.ts';

/** Photos and libraries of one transaction. */
interface Stores {
  objectStore(name: 'photos'): { get(key: string): Promise<PhotoRecord | undefined> };
  objectStore(name: 'libraries'): { getAll(): Promise<ListedLibrary[]> };
}

/** Reads the photos with a record name, in whatever library. */
export type PhotosOfAsset = (assetName: string) => Promise<PhotoRecord[]>;

/**
 * Creates a reader for one transaction. An album may hold photos of another library, so all are searched; shared albums, of
 * which there may be many, only if no library has the photo. An index by name would cost a listing more than it saves here.
 * Decision: docs/decisions/004-own-log-of-photos.md.
 */
export function createPhotosOfAsset(transaction: Stores): PhotosOfAsset {
  const photos = transaction.objectStore('photos');
  let libraries: Promise<Map<'album' | 'library', ListedLibrary[]>> | null = null;
  const readLibraries = async () =>
    Map.groupBy(await transaction.objectStore('libraries').getAll(), ({ zone }) =>
      isSharedAlbum(zone.zoneName) ? 'album' : 'library',
    );
  const readIn = async (
    searched: readonly ListedLibrary[] = [],
    assetName: string,
  ): Promise<PhotoRecord[]> => {
    const found = await Promise.all(searched.map(({ key }) => photos.get(`${key}/${assetName}`)));
    return found.filter((photo) => photo !== undefined);
  };
  return async (assetName) => {
    const all = await (libraries ??= readLibraries());
    const found = await readIn(all.get('library'), assetName);
    return found.length > 0 ? found : readIn(all.get('album'), assetName);
  };
}
