import { isSharedLibraryKey } from '../../icloud/zone.ts';
import type { ListedAlbum } from '../../ports/listed.ts';
import type { AlbumNode } from '../../domain/album/album-tree.ts';
import {
  exampleOfOtherLists,
  type LayoutSample,
  type SamplePhoto,
} from '../../domain/layout/layout-sample.ts';
import { createPhotosOfAsset } from '../photos-of-asset.ts';
import { allOf } from '../ranges.ts';
import type { LogDatabase, PhotoRecord } from '../schema.ts';

/** Albums of the sample: enough to show how albums become folders. */
const MAX_ALBUMS = 3;
/** Photos searched for one in no album. */
const MAX_EXAMINED = 200;
/** Own library, Shared Library, Hidden, Recently Deleted. */
const KINDS = 4;

/** Reads three of the user's albums with a photo each, and photos in no album; null while the log has none. */
export async function readLayoutSample(database: LogDatabase): Promise<LayoutSample | null> {
  const albums = (await database.getAll('albums')).filter(({ isThere }) => isThere);
  const photos: SamplePhoto[] = [];
  const shown: ListedAlbum[] = [];
  for (const album of inSampleOrder(albums)) {
    if (shown.length === MAX_ALBUMS) break;
    const photo = await firstPhoto(database, album);
    if (!photo) continue;
    shown.push(album);
    photos.push({ ...sampleOf(photo), albums: [album.key] });
  }
  const others = await photosInNoAlbum(database);
  if (photos.length + others.length === 0) return null;
  const kinds = new Set(others.map(kindOf));
  const stand = exampleOfOtherLists.filter(
    (example) => !kinds.has(kindOf(example)) && example.library === 'personal',
  );
  return { isOwn: true, albums: withFolders(shown, albums), photos: [...photos, ...others, ...stand] };
}

/** Orders albums for the sample: first one inside a folder, which shows most, then the user's order. */
function inSampleOrder(albums: readonly ListedAlbum[]): ListedAlbum[] {
  const folders = new Set(albums.flatMap(({ key, kind }) => (kind === 'folder' ? [key] : [])));
  const ordered = albums.filter(({ kind }) => kind === 'album').toSorted((a, b) => a.position - b.position);
  const inFolder = ordered.find(({ parent }) => parent !== null && folders.has(parent));
  return inFolder ? [inFolder, ...ordered.filter((album) => album !== inFolder)] : ordered;
}

async function firstPhoto(database: LogDatabase, { key }: ListedAlbum): Promise<PhotoRecord | undefined> {
  const range = allOf(key);
  const [member] = await database.getAllFromIndex('members', 'byAlbum', range, 1);
  const photosOf = createPhotosOfAsset(database.transaction(['photos', 'libraries']));
  return member && (await photosOf(member.assetName))[0];
}

/** Finds the latest photo of each library and list that is in no album. */
async function photosInNoAlbum(database: LogDatabase): Promise<SamplePhoto[]> {
  const transaction = database.transaction(['photos', 'members']);
  const members = transaction.objectStore('members').index('byAsset');
  const found = new Map<string, SamplePhoto>();
  let cursor = await transaction.objectStore('photos').index('byAdded').openCursor(null, 'prev');
  for (let examined = 0; cursor && examined < MAX_EXAMINED && found.size < KINDS; examined += 1) {
    const photo = sampleOf(cursor.value);
    if (!found.has(kindOf(photo)) && (await members.getKey(cursor.value.assetName)) === undefined)
      found.set(kindOf(photo), photo);
    cursor = await cursor.continue();
  }
  return [...found.values()];
}

const kindOf = ({ library, list }: Pick<SamplePhoto, 'library' | 'list'>): string =>
  list === 'main' ? library : list;

const sampleOf = ({ photo, list, libraryKey }: PhotoRecord): SamplePhoto => ({
  item: photo,
  library: isSharedLibraryKey(libraryKey) ? 'shared' : 'personal',
  list,
  albums: [],
});

/** Adds the folders above the albums. */
function withFolders(shown: readonly ListedAlbum[], all: readonly ListedAlbum[]): AlbumNode[] {
  const byKey = new Map(all.map((album) => [album.key, album]));
  const kept = new Map<string, ListedAlbum>();
  for (const album of shown)
    for (
      let next: ListedAlbum | undefined = album;
      next && !kept.has(next.key);
      next = byKey.get(next.parent ?? '')
    )
      kept.set(next.key, next);
  return [...kept.values()];
}
