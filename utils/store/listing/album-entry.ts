import type { FolderLanguage } from '../../domain/layout/folder-names.ts';
import { assertFound } from '../../errors.ts';
import type { ListedAlbum, ListedMembers } from '../../ports/listed.ts';
import type { Album } from '../../domain/album/album.ts';
import { albumPaths } from '../../domain/album/album-tree.ts';
import { pathKey } from '../../domain/layout/destination-path.ts';
import { folderKey } from '../recovery/recovery-log.ts';
import { FOLDER, unreadList } from '../records.ts';
import { allOf } from '../ranges.ts';
import { createPhotosOfAsset } from '../photos-of-asset.ts';
import type { LogDatabase, WriteTransaction } from '../schema.ts';

/** Returns the key of an album in the log. */
export const albumKey = (libraryKey: string, recordName: string): string => `${libraryKey}/${recordName}`;

/**
 * Saves all albums of a library as Apple lists them now. Albums that are gone stay in the log, and are marked.
 *
 * @param unreadFolders record names of folders whose content Apple could not show: their known albums stay
 */
export async function saveAlbums(
  database: LogDatabase,
  libraryKey: string,
  albums: readonly Album[],
  unreadFolders: readonly string[] = [],
): Promise<void> {
  const transaction = database.transaction(['albums', 'members', 'photos', 'libraries'], 'readwrite');
  const store = transaction.objectStore('albums');
  const known = new Map((await store.getAll()).map((album) => [album.key, album]));
  const puts: Promise<unknown>[] = [];
  const turned: string[] = [];
  for (const { recordName, name, kind, parent, createdAt, position } of albums) {
    const key = albumKey(libraryKey, recordName);
    const old = known.get(key) ?? { list: unreadList, path: null, hasFolder: false, isThere: true };
    known.delete(key);
    if (!old.isThere) turned.push(key);
    puts.push(
      store.put({
        list: old.list,
        path: old.path,
        hasFolder: old.hasFolder,
        key,
        libraryKey,
        recordName,
        name,
        kind,
        createdAt,
        position,
        isThere: true,
        parent: parent === null ? null : albumKey(libraryKey, parent),
      }),
    );
  }
  const unread = new Set(unreadFolders.map((name) => albumKey(libraryKey, name)));
  const isUnknown = ({ parent }: ListedAlbum): boolean => {
    const folder = parent === null ? undefined : known.get(parent);
    return parent !== null && (unread.has(parent) || (folder !== undefined && isUnknown(folder)));
  };
  for (const album of Array.from(known.values()))
    if (album.libraryKey === libraryKey && album.isThere && !isUnknown(album)) {
      puts.push(store.put({ ...album, isThere: false }));
      turned.push(album.key);
    }
  await Promise.all(puts);
  for (const key of turned) {
    const members = await transaction.objectStore('members').index('byAlbum').getAll(allOf(key));
    await markForPlacing(
      transaction,
      members.map(({ assetName }) => assetName),
    );
  }
  await transaction.done;
}

/** Marks photos for placing after their albums changed: their folders and details files depend on them. */
export async function markForPlacing(
  transaction: WriteTransaction,
  assetNames: readonly string[],
): Promise<void> {
  const photos = transaction.objectStore('photos');
  const found = await Promise.all(assetNames.map(createPhotosOfAsset(transaction)));
  await Promise.all(found.flat().map((photo) => photos.put({ ...photo, toPlace: 1 })));
}

/** Saves one page of an album's list. The last page removes photos that are no longer in the album. */
export async function saveMembers(
  database: LogDatabase,
  key: string,
  { members, rankCount, isLast, isSteady = false, passToken }: ListedMembers,
): Promise<void> {
  const transaction = database.transaction(['albums', 'members', 'photos', 'libraries'], 'readwrite');
  const memberStore = transaction.objectStore('members');
  const album = await transaction.objectStore('albums').get(key);
  assertFound(album, 'the album');
  const { list } = album;
  const known = await Promise.all(members.map(({ assetName }) => memberStore.get(`${key}|${assetName}`)));
  const fresh = members.filter((_, index) => !known[index]);
  const seenFirst = known.filter((member) => member?.seenInPass !== list.pass).length;
  const puts: Promise<unknown>[] = [
    ...members.map((member) =>
      memberStore.put({
        ...member,
        key: `${key}|${member.assetName}`,
        albumKey: key,
        seenInPass: list.pass,
      }),
    ),
    markForPlacing(
      transaction,
      fresh.map(({ assetName }) => assetName),
    ),
    transaction.objectStore('albums').put({
      ...album,
      list: {
        ...list,
        passToken,
        rank: list.rank + rankCount,
        seenItems: list.seenItems + seenFirst,
        isListed: isLast,
        isSteady,
      },
    }),
  ];
  await Promise.all(puts);
  if (isLast) {
    const all = await memberStore.index('byAlbum').getAll(allOf(key));
    const left = all.filter(({ seenInPass }) => seenInPass !== list.pass);
    await Promise.all(left.map((member) => memberStore.delete(member.key)));
    await markForPlacing(
      transaction,
      left.map(({ assetName }) => assetName),
    );
  }
  await transaction.done;
}

/** Gives every album and folder its path below the destination. Existing paths stay, also those of an earlier copy. */
export async function assignAlbumPaths(database: LogDatabase, language?: FolderLanguage): Promise<void> {
  const transaction = database.transaction(['albums', 'paths', 'remembered'], 'readwrite');
  const albums = (await transaction.objectStore('albums').getAll()).filter(
    ({ kind, isThere, path }) => path !== null || (isThere && (kind === 'album' || kind === 'folder')),
  );
  const remembered = transaction.objectStore('remembered');
  const earlier = await Promise.all(
    albums.map(async ({ path, recordName }) =>
      path === null ? await remembered.get(folderKey(encodeURIComponent(recordName))) : undefined,
    ),
  );
  const withEarlier = albums.map((album, at): ListedAlbum => {
    const row = earlier[at];
    return row && 'folder' in row ? { ...album, path: row.folder } : album;
  });
  const paths = albumPaths(withEarlier, language);
  for (const album of albums) {
    const path = paths.get(album.key);
    if (path === undefined || path === album.path) continue;
    await transaction.objectStore('albums').put({ ...album, path });
    await transaction.objectStore('paths').put({ key: pathKey(path), itemKey: FOLDER, fileKey: album.key });
  }
  await transaction.done;
}
