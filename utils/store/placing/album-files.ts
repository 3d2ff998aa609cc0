import { albumFile, albumFilePath, type AlbumMember } from '../../domain/album/album-file.ts';
import { isAlbumChosen } from '../../domain/album/choice.ts';
import { fingerprint } from '../../domain/photo/fingerprint.ts';
import { isCompatible } from '../../domain/photo/role.ts';
import type { Run } from '../../domain/run/run.ts';
import { assertFound } from '../../errors.ts';
import type { ListedAlbum } from '../../ports/listed.ts';
import type { OwnFileContent, QueuedFile } from '../../ports/work-queue.ts';
import { epochMs, relativePath, type RelativePath } from '../../units.ts';
import { markGalleriesOf } from '../galleries/gallery-marks.ts';
import { allOf } from '../ranges.ts';
import { createPhotosOfAsset } from '../photos-of-asset.ts';
import { invalidateAlbumFile } from '../records.ts';
import type { ChangeTracker } from '../manifest/changed-files.ts';
import type { LogDatabase, MemberRecord, PhotoRecord, WriteTransaction } from '../schema.ts';
import { readWithFolders, typedNames } from './album-titles.ts';
import { ownChecksum, placeOwnFile } from './place-own-file.ts';

/** Prefix of the item key of an album file, before the album's key. */
const ALBUM_ITEM = 'album:';

const albumItemKey = (key: string): string => `${ALBUM_ITEM}${key}`;

/** Builds the bytes of an album file from the current lists. */
export async function readAlbumFile(
  database: LogDatabase,
  { itemKey }: Pick<QueuedFile, 'itemKey'>,
): Promise<OwnFileContent> {
  const key = itemKey.slice(ALBUM_ITEM.length);
  const albums = await readWithFolders(database, [key]);
  const album = albums.get(key);
  assertFound(album, 'the album');
  const members = await database.getAllFromIndex('members', 'byAlbum', allOf(key));
  const names = typedNames(album, albums);
  const photosOf = createPhotosOfAsset(database.transaction(['photos', 'libraries']));
  const listed = await Promise.all(
    members.map(async (member) => albumMembers(database, member, await photosOf(member.assetName), album)),
  );
  const bytes = albumFile({ name: names.at(-1) ?? '', folders: names.slice(0, -1) }, listed.flat());
  return { bytes, checksum: ownChecksum(fingerprint(bytes)) };
}

async function albumMembers(
  database: LogDatabase,
  { isCover }: MemberRecord,
  photos: readonly PhotoRecord[],
  { recordName: place, path: folder }: ListedAlbum,
): Promise<AlbumMember[]> {
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
export async function placeAlbumFiles(
  database: LogDatabase,
  run: Run,
  madeFor: string,
  changes: ChangeTracker,
): Promise<boolean> {
  const albums = await database.getAll('albums');
  let hasNew = false;
  for (const album of albums) {
    const isChosen = isAlbumChosen(run.choice, album.key);
    if (album.kind !== 'album' || !album.isThere || album.path === null || !isChosen) continue;
    if (album.listMadeFor === madeFor) continue;
    const { bytes, checksum } = await readAlbumFile(database, { itemKey: albumItemKey(album.key) });
    const content = { checksum, sizeBytes: bytes.length };
    // The gallery of the album has the same order. It is marked first: after a death, the file is no longer new.
    await markGalleriesOf(database, [album.path]);
    const saved = await saveAlbumFile(database, { album, folder: album.path, content }, changes);
    hasNew ||= saved;
    const { store, done } = database.transaction('albums', 'readwrite');
    const now = await store.get(album.key);
    if (now) await store.put({ ...now, listMadeFor: madeFor });
    await done;
  }
  return hasNew;
}

/** Lets the album files of a photo's albums be checked again: they contain the names of its files. */
export async function invalidateAlbumFilesOf(
  transaction: WriteTransaction,
  assetName: string,
): Promise<void> {
  const [members, albums] = [transaction.objectStore('members'), transaction.objectStore('albums')];
  for (const { albumKey } of await members.index('byAsset').getAll(assetName)) {
    const album = await albums.get(albumKey);
    if (album) await albums.put(invalidateAlbumFile(album));
  }
}

/** Queues an album file. @returns false if the log or the destination already has this content */
async function saveAlbumFile(
  database: LogDatabase,
  {
    album,
    folder,
    content,
  }: {
    album: ListedAlbum;
    folder: RelativePath;
    content: Pick<QueuedFile, 'checksum' | 'sizeBytes'>;
  },
  changes: ChangeTracker,
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
    changes,
  );
  return isQueued;
}
