import { toText } from '../sidecar/details-json.ts';
import type { PhotoItem } from '../photo/item.ts';

/** Returns the path of the file that holds what the folder of an album cannot express. */
export const albumFilePath = (folder: string): string => `${folder}/album.json`;

/** An album of the library. */
export interface AlbumName {
  /** As the person typed it, with characters that a folder's name may not hold. */
  name: string;
  /** Names of the folders it is in, outermost first. */
  folders: readonly string[];
}

/** A photo in an album. */
export interface AlbumMember {
  item: PhotoItem;
  /** Names of its files in the album's folder, or paths if they are elsewhere. The main file comes first. */
  files: readonly string[];
  /** It is the album's cover. Source: docs/icloud-photos.md 3.6 (`isKeyAsset`). */
  isCover: boolean;
}

/**
 * Builds an album's `album.json`: its name as typed, its cover, and its photos in order with their texts. The same album
 * always gives the same bytes.
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
