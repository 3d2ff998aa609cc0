import { toText } from '../sidecar/details-json.ts';
import type { PhotoItem } from '../photo/item.ts';

/** Path of the file that tells what an album's folder cannot. */
export const albumFilePath = (folder: string): string => `${folder}/album.json`;

/** An album of the library. */
export interface AlbumName {
  /** As the person typed it; what a folder's name may not hold is still in it. */
  name: string;
  /** Names of the folders it is in, outermost first. */
  folders: readonly string[];
}

/** A photo in an album. */
export interface AlbumMember {
  item: PhotoItem;
  /** Its files, as they are called in the album's folder; where they lie elsewhere, their paths. The main one first. */
  files: readonly string[];
  /** Apple shows it on the album's cover. Source: docs/icloud-photos.md 3.6 (`isKeyAsset`). */
  isCover: boolean;
}

/**
 * Bytes of an album's `album.json`: its name as typed, its cover and its photos in their order, with their words. The same
 * album gives the same bytes.
 *
 * @param members in the album's own order
 */
export function albumFile(album: AlbumName, members: readonly AlbumMember[]): Uint8Array<ArrayBuffer> {
  const cover = members.find(({ isCover }) => isCover);
  return new TextEncoder().encode(
    toText({
      name: album.name,
      folders: album.folders,
      cover: cover?.files[0] ?? null,
      photos: members.map(({ item: { asset, fileName }, files }) => ({
        files,
        fileName,
        title: asset.details.title,
        description: asset.details.description,
        assetRecordName: asset.recordName,
      })),
    }),
  );
}
