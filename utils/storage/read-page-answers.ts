import type { PhotoState } from '../transfer/photo-state.ts';
import type { LogDatabase } from './database.ts';

/** Record names of photos in the log, by fingerprints of their small pictures; unknown ones are left out. */
export async function readItemsByThumb(
  database: LogDatabase,
  thumbs: readonly string[],
): Promise<Map<string, string[]>> {
  const index = database.transaction('photos').store.index('byThumb');
  const found = await Promise.all(
    thumbs.map(
      async (thumb) => [thumb, (await index.getAll(thumb)).map(({ assetName }) => assetName)] as const,
    ),
  );
  return new Map(found.filter(([, names]) => names.length > 0).map(([thumb, names]) => [thumb, [...names]]));
}

/** How it stands with photos. @param isPending of photos that wait for their run */
export async function readPhotoStates(
  database: LogDatabase,
  assetNames: readonly string[],
  isPending: (assetName: string, thumbs: readonly string[]) => boolean,
): Promise<Map<string, PhotoState>> {
  const transaction = database.transaction(['photos', 'items']);
  const [photos, items] = [
    transaction.objectStore('photos').index('byAsset'),
    transaction.objectStore('items'),
  ];
  const states = assetNames.map(async (name): Promise<[string, PhotoState]> => {
    const [photo] = await photos.getAll(name);
    const item = photo && (await items.get(photo.key));
    if (!item) return [name, isPending(name, photo?.thumbs ?? []) ? 'queued' : 'unknown'];
    if (item.openFiles > 0) return [name, 'queued'];
    return [name, item.failedFiles > 0 ? 'problem' : 'proved'];
  });
  return new Map(await Promise.all(states));
}

/** Keys of albums of a record name; one that was never listed is looked for in the personal library. */
export async function readAlbumKeys(database: LogDatabase, recordName: string): Promise<string[]> {
  const keys = (await database.getAll('albums'))
    .filter((album) => album.recordName === recordName)
    .map(({ key }) => key);
  return keys.length > 0 ? keys : [`private:PrimarySync/${recordName}`];
}
