import type { DetailsFormat } from '../layout/arrangement.ts';
import { detailsJson } from './details-json.ts';
import { detailsXmp } from './details-xmp.ts';
import type { PhotoItem } from '../photo/item.ts';

/** A format in which details can be written. */
export type WrittenFormat = Exclude<DetailsFormat, 'off'>;

/**
 * Builds the details file of a photo, with details that the photo's own bytes lack. The same item always gives the same
 * bytes.
 *
 * @param albums paths of the photo's albums, folders first, segments joined by `/`: `Resor/Norge 2024`
 * @param withLocation whether to include where the photo was taken; if not, also omits the time zone, which names a city
 */
export const detailsFile = (
  item: PhotoItem,
  albums: readonly string[],
  format: WrittenFormat,
  withLocation: boolean,
): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    format === 'json' ? detailsJson(item, albums, withLocation) : detailsXmp(item, albums, withLocation),
  );
