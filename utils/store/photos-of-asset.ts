import { isSharedAlbum } from '../icloud/zone.ts';
import type { ListedLibrary } from '../ports/listed.ts';
import type { LogDatabase, PhotoRecord } from './schema.ts';

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
  let libraries: Promise<ListedLibrary[]> | null = null;
  const readIn = async (searched: readonly ListedLibrary[], assetName: string): Promise<PhotoRecord[]> => {
    const found = await Promise.all(searched.map(({ key }) => photos.get(`${key}/${assetName}`)));
    return found.filter((photo) => photo !== undefined);
  };
  return async (assetName) => {
    libraries ??= transaction.objectStore('libraries').getAll();
    const all = await libraries;
    const isAlbum = ({ zone }: ListedLibrary): boolean => isSharedAlbum(zone.zoneName);
    const found = await readIn(
      all.filter((library) => !isAlbum(library)),
      assetName,
    );
    return found.length > 0 ? found : readIn(all.filter(isAlbum), assetName);
  };
}

/** Reads the photos with a record name in a transaction of its own. */
export const readPhotosOfAsset = (database: LogDatabase, assetName: string): Promise<PhotoRecord[]> =>
  createPhotosOfAsset(database.transaction(['photos', 'libraries']))(assetName);
