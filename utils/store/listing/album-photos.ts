import { countUp } from '../../domain/plan/count-up.ts';
import type { NotShown } from '../../domain/report/report.ts';
import { keysAfter } from '../ranges.ts';
import type { LogDatabase } from '../schema.ts';

/** Photos and keys per read. */
const BATCH = 500;
const KEYS = 5_000;

/** Numbers of photos in albums. */
export interface AlbumPhotos {
  /** Photos per album key; albums without any are omitted. */
  byAlbum: ReadonlyMap<string, number>;
  /** Photos in at least one of the albums. */
  filed: number;
  /** Members that the album does not show, by reason; albums without any are omitted. */
  notShownByAlbum: ReadonlyMap<string, Readonly<Record<NotShown, number>>>;
}

/**
 * Counts the photos of albums. Skips a deleted photo's leftover relation (Source: docs/icloud-photos.md 3.6). Reads keys,
 * not records, so that it is fast in a large library.
 *
 * @param albumKeys albums to count
 * @param leftOut keys of photos that do not count, with the reason
 */
export async function countAlbumPhotos(
  database: LogDatabase,
  albumKeys: ReadonlySet<string>,
  leftOut: ReadonlyMap<string, NotShown> = new Map(),
): Promise<AlbumPhotos> {
  const transaction = database.transaction(['members', 'photos']);
  // An album may hold photos of another library, so their record name alone identifies them.
  const known = new Map<string, number>();
  const reasons = new Map([...leftOut].map(([key, reason]) => [nameOf(key), reason]));
  const notShownByAlbum = new Map<string, Record<NotShown, number>>();
  for await (const keys of keysOf(transaction.objectStore('photos')))
    for (const key of keys) if (!leftOut.has(key)) countUp(known, nameOf(key));
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
      countUp(byAlbum, albumKey);
      filed.add(name);
    }
  return {
    byAlbum,
    notShownByAlbum,
    filed: [...filed].reduce((sum, name) => sum + (known.get(name) ?? 0), 0),
  };
}

/**
 * Finds photos that are members of albums but that no album shows: hidden ones, deleted ones, and uncopied ones that are
 * gone at Apple. Returns the reason by key.
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

/**
 * Yields all keys in order, in batches, so that other requests to the log are served in between.
 * Decision: docs/decisions/006-pages-open-fast.md.
 */
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

/** Returns the record name in a photo's key. */
const nameOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);
