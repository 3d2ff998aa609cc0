import { isObject, type JsonObject, optionalNumber } from '../../http/json.ts';
import type { PhotoDetails, Location } from '../../domain/photo/details.ts';
import { encodedBytesField, encodedTextField, type Fields, numberField } from './fields.ts';
import { readPropertyList } from './property-list.ts';

/**
 * Reads what a person wrote about a photo, and where it was taken. Unreadable fields count as missing. Source:
 * docs/icloud-photos.md 4.3, 4.4.
 */
export const readDetails = (fields: Fields): PhotoDetails => ({
  title: writtenText(fields, 'captionEnc'),
  description: writtenText(fields, 'extendedDescEnc'),
  keywords: readKeywords(fields),
  place: readLocation(fields),
  timeZoneName: readTimeZoneName(fields),
});

/** Returns a text; null if it is missing or blank. */
function writtenText(fields: Fields, name: string): string | null {
  const text = encodedTextField(fields, name);
  return text === null || text.trim() === '' ? null : text;
}

/** Lists each keyword once, in Apple's order. */
function readKeywords(fields: Fields): string[] {
  const bytes = encodedBytesField(fields, 'keywordsEnc');
  const list = bytes && readPropertyList(bytes);
  if (!Array.isArray(list)) return [];
  return [...new Set(list.filter((word): word is string => typeof word === 'string' && word.trim() !== ''))];
}

/** Reads the newer field first, and the plain numbers last. Only other projects have seen those. */
function readLocation(fields: Fields): Location | null {
  for (const name of ['locationV2Enc', 'locationEnc']) {
    const bytes = encodedBytesField(fields, name);
    const list = bytes && readPropertyList(bytes);
    const location = isObject(list)
      ? locationOf(finiteNumber(list, 'lat'), finiteNumber(list, 'lon'), list)
      : null;
    if (location) return location;
  }
  return locationOf(numberField(fields, 'locationLatitude'), numberField(fields, 'locationLongitude'), {});
}

/** Returns null for coordinates outside the earth. CoreLocation marks an unknown place with -180, -180. */
function locationOf(latitude: number | null, longitude: number | null, list: JsonObject): Location | null {
  if (latitude === null || longitude === null) return null;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  const altitude = finiteNumber(list, 'alt');
  return {
    latitude,
    longitude,
    altitude: altitude !== null && Math.abs(altitude) <= MAX_ALTITUDE ? altitude : null,
  };
}

/** Largest altitude in metres. No aeroplane and no mine is further from sea level. */
const MAX_ALTITUDE = 100_000;

/** Reads a finite number. Integers of a binary list can come as bigint. */
function finiteNumber(list: JsonObject, key: string): number | null {
  const value = Object.hasOwn(list, key) ? list[key] : undefined;
  return typeof value === 'bigint' ? Number(value) : optionalNumber(list, key);
}

/** Reads a time zone, e.g. `Europe/Oslo`, `GMT+0200`. */
function readTimeZoneName(fields: Fields): string | null {
  const name = encodedTextField(fields, 'timeZoneNameEnc');
  return name !== null && /^[A-Za-z][\w+\-/:]{1,63}$/.test(name) ? name : null;
}
