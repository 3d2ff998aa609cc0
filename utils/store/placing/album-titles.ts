import { namesInTree } from '../../domain/album/album-tree.ts';
import type { ListedAlbum } from '../../ports/listed.ts';
import type { LogDatabase } from '../schema.ts';

/** Reads albums and all folders above them, by key. */
export async function readWithFolders(
  database: LogDatabase,
  keys: readonly string[],
): Promise<ReadonlyMap<string, ListedAlbum>> {
  const found = new Map<string, ListedAlbum>();
  const store = database.transaction('albums').store;
  for (const key of keys)
    for (let next: string | null = key; next !== null && !found.has(next);) {
      const album: ListedAlbum | undefined = await store.get(next);
      if (album) found.set(next, album);
      next = album?.parent ?? null;
    }
  return found;
}

/** Lists the names of an album's folders and of the album, as the user typed them, outermost first. */
export const typedNames = (album: ListedAlbum, albums: ReadonlyMap<string, ListedAlbum>): string[] =>
  namesInTree(album, albums).map((name) => name ?? '');

/** Lists the albums of a photo as a details file shows them, always in the same order. */
export const albumTitles = (keys: readonly string[], albums: ReadonlyMap<string, ListedAlbum>): string[] =>
  keys
    .map((key) => albums.get(key))
    .filter((album) => album !== undefined)
    .filter(({ kind, isThere }) => kind === 'album' && isThere)
    .map((album) => typedNames(album, albums).join('/'))
    .toSorted();
