import type { NotShown } from '../../domain/report/report.ts';
import { keysAfter } from '../ranges.ts';
import type { LogDatabase } from '../schema.ts';

/** Photos that are read in one go, and keys. */
const BATCH = 500;
const KEYS = 5_000;

/** Photos in albums, by names. */
export interface AlbumPhotos {
  /** Photos of each album, by the album's key; albums without any are left out. */
  byAlbum: ReadonlyMap<string, number>;
  /** Photos that are in one of the albums at least. */
  filed: number;
  /** Places of photos that the album does not show, by reason; albums without any are left out. */
  notShownByAlbum: ReadonlyMap<string, Readonly<Record<NotShown, number>>>;
}

/**
 * Counts the photos of some albums. A place in an album may be left of a photo that is none any more (Source:
 * docs/icloud-photos.md 3.6): that is no photo of the album. Reads keys, not records: fast in a large library too.
 *
 * @param albumKeys those that count
 * @param leftOut keys of photos that do not count, and why
 */
export async function countAlbumPhotos(
  database: LogDatabase,
  albumKeys: ReadonlySet<string>,
  leftOut: ReadonlyMap<string, NotShown> = new Map(),
): Promise<AlbumPhotos> {
  const transaction = database.transaction(['members', 'photos']);
  // An album may hold photos of another library: they are known by their own name alone.
  const known = new Map<string, number>();
  const reasons = new Map([...leftOut].map(([key, reason]) => [nameOf(key), reason]));
  const notShownByAlbum = new Map<string, Record<NotShown, number>>();
  for await (const keys of keysOf(transaction.objectStore('photos')))
    for (const key of keys) if (!leftOut.has(key)) increase(known, nameOf(key));
  const byAlbum = new Map<string, number>();
  const filed = new Set<string>();
  for await (const keys of keysOf(transaction.objectStore('members')))
    for (const key of keys) {
      const bar = key.lastIndexOf('|');
      const [albumKey, name] = [key.slice(0, bar), key.slice(bar + 1)];
      if (!albumKeys.has(albumKey)) continue;
      if (!known.has(name)) {
        const counts = notShownByAlbum.get(albumKey) ?? { hidden: 0, deleted: 0, gone: 0 };
        counts[reasons.get(name) ?? 'gone'] += 1;
        notShownByAlbum.set(albumKey, counts);
        continue;
      }
      increase(byAlbum, albumKey);
      filed.add(name);
    }
  return {
    byAlbum,
    notShownByAlbum,
    filed: [...filed].reduce((sum, name) => sum + (known.get(name) ?? 0), 0),
  };
}

/**
 * Keys of photos that have places in albums, and that no album shows: they are hidden or deleted, or are gone at Apple
 * and were not copied.
 */
export async function photosNotShown(database: LogDatabase): Promise<ReadonlyMap<string, NotShown>> {
  const transaction = database.transaction(['members', 'photos', 'items']);
  const filed = new Set<string>();
  for await (const keys of keysOf(transaction.objectStore('members')))
    for (const key of keys) filed.add(key.slice(key.lastIndexOf('|') + 1));
  const copied = new Set<string>();
  for await (const keys of keysOf(transaction.objectStore('items'))) for (const key of keys) copied.add(key);
  const open: string[] = [];
  for await (const keys of keysOf(transaction.objectStore('photos')))
    open.push(...keys.filter((key) => filed.has(nameOf(key))));
  const notShown = new Map<string, NotShown>();
  for (let from = 0; from < open.length; from += BATCH) {
    const { store } = database.transaction('photos');
    for (const photo of await Promise.all(open.slice(from, from + BATCH).map((key) => store.get(key))))
      if (photo && photo.list !== 'main') notShown.set(photo.key, photo.list);
      else if (photo && photo.seenInPass <= 0 && !copied.has(photo.key)) notShown.set(photo.key, 'gone');
  }
  return notShown;
}

/** All keys in order, so many at a time that other pages, and what else asks the log, come in between. */
async function* keysOf(store: {
  getAllKeys(query: IDBKeyRange | undefined, count: number): Promise<string[]>;
}): AsyncGenerator<string[]> {
  for (let after: string | undefined; ;) {
    const keys: string[] = await store.getAllKeys(keysAfter(after), KEYS);
    if (keys.length > 0) yield keys;
    if (keys.length < KEYS) return;
    after = keys.at(-1);
  }
}

/** Record name in a photo's key. */
const nameOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

const increase = (counts: Map<string, number>, key: string): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);
