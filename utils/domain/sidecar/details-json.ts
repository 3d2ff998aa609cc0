import type { PhotoItem } from '../photo/item.ts';
import { localTime } from '../photo/local-time.ts';

/**
 * What is known of a photo, as JSON that a person can read; null where Apple has nothing.
 *
 * `place` is left out without places: null would say that there is none. Times are local to the photo where it was
 * taken, `addedAt` is in UTC.
 */
export function detailsJson(item: PhotoItem, albums: readonly string[], places: boolean): string {
  const { asset, fileName } = item;
  const { title, description, keywords, place, timeZoneName } = asset.details;
  const { capturedAt, addedAt, timeZoneOffsetSeconds } = asset;
  return toText({
    fileName,
    title,
    description,
    keywords,
    favourite: asset.isFavorite,
    hidden: asset.isHidden,
    recentlyDeleted: asset.isDeleted,
    capturedAt: capturedAt === null ? null : localTime(capturedAt, timeZoneOffsetSeconds),
    addedAt: addedAt === null ? null : localTime(addedAt, 0),
    ...(places && { timeZone: timeZoneName, place }),
    albums,
    assetRecordName: asset.recordName,
  });
}

/** Indented, with a line's end at the end, as editors leave it. */
export const toText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
