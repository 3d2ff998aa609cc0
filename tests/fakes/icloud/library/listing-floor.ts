import type { Library } from './library.ts';
import { isVisible } from './records.ts';

/** Records in one answer, and how many a photo takes: with its master, and in an album with its relation too. Source: docs/icloud-photos.md 3.4. */
const MAX_RECORDS = 200;
const PHOTO_RECORDS = 2;
const ALBUM_RECORDS = 3;

/** Fewest `records/query` calls that can list the personal library; nothing for zones, counts and the state of the index. */
export interface ListingFloor {
  /** Pages of the library by date. */
  photos: number;
  /** The top of the album tree, and each folder once. */
  tree: number;
  /** Pages of all albums; an empty one takes one page too. */
  contents: number;
  total: number;
}

/** The least that the caps allow: full pages, and no page only to see that there is none. Hidden and Recently Deleted are not listed. */
export function listingFloor({ primary }: Library): ListingFloor {
  const pages = (count: number, recordsEach: number): number =>
    Math.max(1, Math.ceil(count / Math.floor(MAX_RECORDS / recordsEach)));
  const photos = pages(primary.assets.filter(isVisible).length, PHOTO_RECORDS);
  const folders = primary.albums.filter(({ albumType, name }) => albumType === 3 && name !== undefined);
  const tops = primary.albums.filter(({ parent }) => parent === undefined).length;
  const childrenOf = (folder: (typeof folders)[number]): number =>
    primary.albums.filter(({ parent }) => parent === folder).length;
  const tree = folders.reduce((sum, folder) => sum + pages(childrenOf(folder), 1), pages(tops, 1));
  const members = new Map<string, number>();
  for (const { album } of primary.relations)
    members.set(album.recordName, (members.get(album.recordName) ?? 0) + 1);
  const contents = primary.albums
    .filter(({ albumType, isDeleted }) => albumType === 0 && !isDeleted)
    .reduce((sum, { recordName }) => sum + pages(members.get(recordName) ?? 0, ALBUM_RECORDS), 0);
  return { photos, tree, contents, total: photos + tree + contents };
}

/** Bytes that a copy has to send when it sends each content once. */
export function distinctBytes(library: Library): number {
  const sizes = new Map(
    library
      .expectedOriginals()
      .filter(({ isHidden, zoneName }) => !isHidden && /^(PrimarySync|SharedSync-)/.test(zoneName))
      .map(({ md5, sizeBytes }) => [md5, sizeBytes]),
  );
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}
