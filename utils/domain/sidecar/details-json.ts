import type { PhotoItem } from '../photo/item.ts';
import { localTime } from '../photo/local-time.ts';

/**
 * Formats the details of a photo as readable JSON; null: none at Apple.
 *
 * Without places, `place` is omitted, because null would mean that there is none. `capturedAt` is in the photo's local time,
 * `addedAt` in UTC.
 */
export function detailsJson(item: PhotoItem, albums: readonly string[], withLocation: boolean): string {
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
    ...(withLocation && { timeZone: timeZoneName, place }),
    albums,
    assetRecordName: asset.recordName,
  });
}

/** Formats JSON with indentation and a final line break. */
export const toText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
