import type { ListedAlbum } from '../../ports/listed.ts';
import type { AlbumChoice } from '../../domain/album/album-choice.ts';
import { parentOf } from '../../domain/album/album-tree.ts';
import { countAlbumPhotos } from '../listing/album-photos.ts';
import { epochMs } from '../../units.ts';
import type { LogDatabase } from '../schema.ts';

/** Reads the tree of albums and folders: one record for each, with the number of photos as it was listed. */
export async function readAlbumChoices(database: LogDatabase): Promise<AlbumChoice[]> {
  return treeOf(await readPresent(database));
}

/** Counts the photos that are in no album. Reads the keys of all photos, so pages ask for it after they are there. */
export async function countUnfiled(database: LogDatabase): Promise<number> {
  const [present, libraries] = await Promise.all([readPresent(database), database.getAll('libraries')]);
  const { filed } = await countAlbumPhotos(database, new Set(present.map(({ key }) => key)));
  const listed = libraries.reduce((sum, { lists: { main } }) => sum + main.seenItems, 0);
  return Math.max(0, listed - filed);
}

/** Reads the names of a few albums, in the same order; null: Apple gives none, or the album is not in the log. */
export const readAlbumNames = async (
  database: LogDatabase,
  albumKeys: readonly string[],
): Promise<(string | null)[]> =>
  (await Promise.all(albumKeys.map((key) => database.get('albums', key)))).map(
    (album) => album?.name ?? null,
  );

const readPresent = async (database: LogDatabase): Promise<ListedAlbum[]> =>
  (await database.getAll('albums')).filter(
    ({ isThere, kind }) => isThere && (kind === 'album' || kind === 'folder'),
  );

/** Builds the tree in the user's order. */
function treeOf(albums: readonly ListedAlbum[]): AlbumChoice[] {
  const known = new Map(albums.map((album) => [album.key, album]));
  const children = Map.groupBy(
    albums.toSorted((a, b) => a.position - b.position),
    (album) => parentOf(album, known),
  );
  const below = (parent: string | null): AlbumChoice[] =>
    (children.get(parent) ?? []).map(({ key, name, kind, createdAt, list }) => ({
      key,
      name,
      isFolder: kind === 'folder',
      items: kind === 'folder' ? 0 : list.seenItems,
      createdAt: createdAt > 0 ? epochMs(createdAt) : null,
      children: below(key),
    }));
  return below(null);
}
