import { namesInTree } from '../../domain/album/album-tree.ts';
import { isAlbumChosen } from '../../domain/album/choice.ts';
import { assertFound } from '../../errors.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import type { ListedAlbum } from '../../ports/listed.ts';
import type { Arrangement } from '../../domain/layout/arrangement.ts';
import { albumFile, albumFilePath, type AlbumMember } from '../../domain/album/album-file.ts';
import { detailsFile, type WrittenFormat } from '../../domain/sidecar/details-file.ts';
import { fingerprint } from '../../domain/photo/fingerprint.ts';
import type { Original, PhotoItem } from '../../domain/photo/item.ts';
import { isCompatible } from '../../domain/photo/role.ts';
import type { Run } from '../../domain/run/run.ts';
import { epochMs, recordName, relativePath, type RelativePath } from '../../units.ts';
import { allOf } from '../ranges.ts';
import type { LogDatabase, MemberRecord } from '../schema.ts';
import { markGalleriesOf } from '../galleries/gallery-marks.ts';
import { placeOwnFile } from './place-own-file.ts';

/** Returns the checksum of an own file, in place of Apple's. It changes with the content. */
const ownChecksum = (bytes: Uint8Array): string => checksumOf(fingerprint(bytes));

const checksumOf = (mark: string): string => `own:${mark}`;

/** Adds the details file to a photo's files, if details files are wanted. */
export function withDetails(
  item: PhotoItem,
  albums: readonly string[],
  { details, places }: Pick<Arrangement, 'details' | 'places'>,
): PhotoItem {
  if (details === 'off') return item;
  const bytes = detailsFile(item, albums, details, places);
  const original: Original = {
    role: 'details',
    holder: recordName(''),
    field: '',
    checksum: ownChecksum(bytes),
    sizeBytes: bytes.length,
    fileType: details,
  };
  return { ...item, originals: [...item.originals, original] };
}

/** Reads albums and all folders above them, by key. */
async function withFolders(
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
const typedNames = (album: ListedAlbum, albums: ReadonlyMap<string, ListedAlbum>): string[] =>
  namesInTree(album, albums).map((name) => name ?? '');

/** Lists the albums of a photo as a details file shows them, always in the same order. */
export const albumTitles = (keys: readonly string[], albums: ReadonlyMap<string, ListedAlbum>): string[] =>
  keys
    .map((key) => albums.get(key))
    .filter((album) => album !== undefined)
    .filter(({ kind, isThere }) => kind === 'album' && isThere)
    .map((album) => typedNames(album, albums).join('/'))
    .toSorted();

/** Builds the bytes of an own file from the current lists. */
export async function readOwnFile(
  database: LogDatabase,
  { itemKey, role, path }: Pick<QueuedFile, 'itemKey' | 'role' | 'path'>,
  { arrangement }: Pick<Run, 'arrangement'>,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; checksum: string }> {
  if (role === 'album') {
    const key = itemKey.slice(ALBUM_ITEM.length);
    return withChecksum(await albumBytes(database, key, await withFolders(database, [key])));
  }
  const photo = await database.get('photos', itemKey);
  assertFound(photo, 'the photo');
  const members = await database.getAllFromIndex('members', 'byAsset', photo.assetName);
  const keys = members.map(({ albumKey }) => albumKey);
  const titles = albumTitles(keys, await withFolders(database, keys));
  const format: WrittenFormat = path.endsWith('.xmp') ? 'xmp' : 'json';
  return withChecksum(detailsFile(photo.photo, titles, format, arrangement.places));
}

const withChecksum = (
  bytes: Uint8Array<ArrayBuffer>,
): { bytes: Uint8Array<ArrayBuffer>; checksum: string } => ({ bytes, checksum: ownChecksum(bytes) });

/** Prefix of the item key of an album file, before the album's key. */
const ALBUM_ITEM = 'album:';

const albumItemKey = (key: string): string => `${ALBUM_ITEM}${key}`;

async function albumBytes(
  database: LogDatabase,
  key: string,
  albums: ReadonlyMap<string, ListedAlbum>,
): Promise<Uint8Array<ArrayBuffer>> {
  const album = albums.get(key);
  assertFound(album, 'the album');
  const range = allOf(key);
  const members = await database.getAllFromIndex('members', 'byAlbum', range);
  const names = typedNames(album, albums);
  const listed = await Promise.all(members.map((member) => albumMembers(database, member, album)));
  return albumFile({ name: names.at(-1) ?? '', folders: names.slice(0, -1) }, listed.flat());
}

async function albumMembers(
  database: LogDatabase,
  { assetName, isCover }: MemberRecord,
  { recordName: place, path: folder }: ListedAlbum,
): Promise<AlbumMember[]> {
  const photos = await database.getAllFromIndex('photos', 'byAsset', assetName);
  return Promise.all(
    photos.map(async ({ key, photo }) => {
      const files = await database.getAllFromIndex('files', 'byItem', key);
      const here = files.filter((file) => file.key.endsWith(`@${encodeURIComponent(place)}`));
      const inFolder = (path: string): string =>
        path.startsWith(`${folder ?? ''}/`) ? path.slice((folder ?? '').length + 1) : path;
      return {
        item: photo,
        isCover,
        files: here
          .filter(({ role }) => role !== 'details' && !isCompatible(role))
          .toSorted((a, b) => a.order - b.order)
          .map(({ path }) => inFolder(path)),
      };
    }),
  );
}

/**
 * Queues the album file of each album that has a folder, if the file is new or changed. Does not read unchanged albums.
 *
 * @param madeFor what the files depend on besides the albums, as one text
 * @returns true if there is one
 */
export async function placeAlbumFiles(database: LogDatabase, run: Run, madeFor: string): Promise<boolean> {
  const albums = await database.getAll('albums');
  let hasNew = false;
  for (const album of albums) {
    const isChosen = isAlbumChosen(run.choice, album.key);
    if (album.kind !== 'album' || !album.isThere || album.path === null || !isChosen) continue;
    if (album.listMadeFor === madeFor) continue;
    const owned = { itemKey: albumItemKey(album.key), role: 'album' as const, path: album.path };
    const { bytes, checksum } = await readOwnFile(database, owned, run);
    const content = { checksum, sizeBytes: bytes.length };
    // The gallery of the album has the same order. It is marked first: after a death, the file is no longer new.
    await markGalleriesOf(database, [album.path]);
    if (await saveAlbumFile(database, album, album.path, content)) hasNew = true;
    const { store, done } = database.transaction('albums', 'readwrite');
    const now = await store.get(album.key);
    if (now) await store.put({ ...now, listMadeFor: madeFor });
    await done;
  }
  return hasNew;
}

/** Queues an album file. @returns false if the log or the destination already has this content */
async function saveAlbumFile(
  database: LogDatabase,
  album: ListedAlbum,
  folder: RelativePath,
  content: Pick<QueuedFile, 'checksum' | 'sizeBytes'>,
): Promise<boolean> {
  const { isQueued } = await placeOwnFile(
    database,
    {
      item: {
        key: albumItemKey(album.key),
        libraryKey: album.libraryKey,
        name: album.name ?? album.recordName,
      },
      role: 'album',
      takenAt: epochMs(album.createdAt),
      path: relativePath(albumFilePath(folder)),
      suffixesFrom: album.recordName,
    },
    content,
  );
  return isQueued;
}
