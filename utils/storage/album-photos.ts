import type { LogDatabase } from './database.ts';

/** Photos in albums, by names. */
export interface AlbumPhotos {
  /** Photos of each album, by the album's key; albums without any are left out. */
  byAlbum: ReadonlyMap<string, number>;
  /** Photos that are in one of the albums at least. */
  filed: number;
}

/**
 * Counts the photos of some albums. A place in an album may be left of a photo that is none any more (Source:
 * docs/icloud-photos.md 3.6): that is no photo of the album. Reads keys, not records: fast in a large library too.
 *
 * @param albumKeys those that count
 */
export async function countAlbumPhotos(
  database: LogDatabase,
  albumKeys: ReadonlySet<string>,
): Promise<AlbumPhotos> {
  const transaction = database.transaction(['members', 'photos']);
  const [memberKeys, photoKeys] = await Promise.all([
    transaction.objectStore('members').getAllKeys(),
    transaction.objectStore('photos').getAllKeys(),
  ]);
  // An album may hold photos of another library: they are known by their own name alone.
  const known = new Map<string, number>();
  for (const key of photoKeys) increase(known, key.slice(key.lastIndexOf('/') + 1));
  const byAlbum = new Map<string, number>();
  const filed = new Set<string>();
  for (const key of memberKeys) {
    const bar = key.lastIndexOf('|');
    const [albumKey, name] = [key.slice(0, bar), key.slice(bar + 1)];
    if (!albumKeys.has(albumKey) || !known.has(name)) continue;
    increase(byAlbum, albumKey);
    filed.add(name);
  }
  return { byAlbum, filed: [...filed].reduce((sum, name) => sum + (known.get(name) ?? 0), 0) };
}

const increase = (counts: Map<string, number>, key: string): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);
