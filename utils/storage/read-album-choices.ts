import type { AlbumChoice, AlbumChoices } from '../photos/album-choice.ts';
import { parentOf } from '../photos/album-tree.ts';
import type { LogDatabase } from './database.ts';
import type { AlbumRecord } from './records.ts';

/**
 * Albums and folders as Apple listed them last, with their numbers. Reads keys, not photos: fast in a large library too.
 */
export async function readAlbumChoices(database: LogDatabase): Promise<AlbumChoices> {
  const transaction = database.transaction(['albums', 'members', 'photos', 'libraries']);
  const [albums, memberKeys, photoKeys, libraries] = await Promise.all([
    transaction.objectStore('albums').getAll(),
    transaction.objectStore('members').getAllKeys(),
    transaction.objectStore('photos').getAllKeys(),
    transaction.objectStore('libraries').getAll(),
  ]);
  const there = albums.filter(({ isThere, kind }) => isThere && (kind === 'album' || kind === 'folder'));
  const inAlbums = namesIn(memberKeys, new Set(there.map(({ key }) => key)));
  const filed = photoKeys.filter((key) => inAlbums.has(key.slice(key.lastIndexOf('/') + 1))).length;
  const listed = libraries.reduce((sum, { lists: { main } }) => sum + main.seenItems, 0);
  return { tree: treeOf(there), unfiledItems: Math.max(0, listed - filed) };
}

/** Asset names of the members of some albums; a key is `<album key>|<asset record name>`. */
function namesIn(memberKeys: readonly string[], albums: ReadonlySet<string>): Set<string> {
  const names = new Set<string>();
  for (const key of memberKeys) {
    const bar = key.lastIndexOf('|');
    if (albums.has(key.slice(0, bar))) names.add(key.slice(bar + 1));
  }
  return names;
}

/** In the order that the user gave them. */
function treeOf(albums: readonly AlbumRecord[]): AlbumChoice[] {
  const known = new Map(albums.map((album) => [album.key, album]));
  const children = Map.groupBy(
    albums.toSorted((a, b) => a.position - b.position),
    (album) => parentOf(album, known),
  );
  const below = (parent: string | null): AlbumChoice[] =>
    (children.get(parent) ?? []).map(({ key, name, kind, list }) => ({
      key,
      name,
      isFolder: kind === 'folder',
      items: kind === 'folder' ? 0 : list.seenItems,
      children: below(key),
    }));
  return below(null);
}
