import type { ListedAlbum } from '../../ports/listed.ts';
import type { AlbumChoice, AlbumChoices } from '../../domain/album/album-choice.ts';
import { parentOf } from '../../domain/album/album-tree.ts';
import { countAlbumPhotos } from '../listing/album-photos.ts';
import type { LogDatabase } from '../schema.ts';

/** Reads the tree of albums and folders, with their numbers of photos. */
export async function readAlbumChoices(database: LogDatabase): Promise<AlbumChoices> {
  const [albums, libraries] = await Promise.all([database.getAll('albums'), database.getAll('libraries')]);
  const there = albums.filter(({ isThere, kind }) => isThere && (kind === 'album' || kind === 'folder'));
  const { byAlbum, filed } = await countAlbumPhotos(database, new Set(there.map(({ key }) => key)));
  const listed = libraries.reduce((sum, { lists: { main } }) => sum + main.seenItems, 0);
  return { tree: treeOf(there, byAlbum), unfiledItems: Math.max(0, listed - filed) };
}

/** Builds the tree in the user's order. */
function treeOf(albums: readonly ListedAlbum[], photos: ReadonlyMap<string, number>): AlbumChoice[] {
  const known = new Map(albums.map((album) => [album.key, album]));
  const children = Map.groupBy(
    albums.toSorted((a, b) => a.position - b.position),
    (album) => parentOf(album, known),
  );
  const below = (parent: string | null): AlbumChoice[] =>
    (children.get(parent) ?? []).map(({ key, name, kind }) => ({
      key,
      name,
      isFolder: kind === 'folder',
      items: kind === 'folder' ? 0 : (photos.get(key) ?? 0),
      children: below(key),
    }));
  return below(null);
}
