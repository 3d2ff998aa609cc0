import type { DetailsFormat } from '../layout/arrangement.ts';
import { detailsJson } from './details-json.ts';
import { detailsXmp } from './details-xmp.ts';
import type { PhotoItem } from '../photo/item.ts';

/** A format in which details can be written. */
export type WrittenFormat = Exclude<DetailsFormat, 'off'>;

/**
 * Bytes of the file that stands beside a photo and holds what is no part of the photo's own bytes. The same item gives
 * the same bytes, whenever and wherever it is written.
 *
 * @param albums paths of the albums the photo is in, folders first, segments joined by `/`: `Resor/Norge 2024`
 * @param places whether it tells where the photo was taken; if not, the name of the time zone (a city) is left out too
 */
export const detailsFile = (
  item: PhotoItem,
  albums: readonly string[],
  format: WrittenFormat,
  places: boolean,
): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    format === 'json' ? detailsJson(item, albums, places) : detailsXmp(item, albums, places),
  );

/**
 * Name of the details file: the whole name of the photo's main file and one more extension, `IMG_0001.HEIC.xmp`.
 *
 * darktable and digiKam write and read this form, Immich looks for it first and exiftool's users call it usual. Lightroom and
 * Camera Raw pair only raw files, and only with `IMG_0001.xmp`; that form cannot tell `IMG_0001.HEIC` from
 * `IMG_0001.JPG`, and would lay two photos' words into one file.
 * Source: manuals of darktable ("sidecar files"), digiKam ("Metadata: Sidecars") and Immich ("XMP sidecars").
 *
 * @param path name or path of the main file, as it lies at Jottacloud
 */
export const detailsFileName = (path: string, format: WrittenFormat): string => `${path}.${format}`;
