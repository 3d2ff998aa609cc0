import { isObject, type JsonObject, optionalNumber } from '../../http/json.ts';
import type { PhotoDetails, Place } from '../../domain/photo/details.ts';
import { encodedBytesField, encodedTextField, type Fields, numberField } from './fields.ts';
import { readPropertyList } from './property-list.ts';

/** What a person wrote about a photo, and where it was taken; what cannot be read counts as not there. Source: docs/icloud-photos.md 4.3, 4.4. */
export const readDetails = (fields: Fields): PhotoDetails => ({
  title: writtenText(fields, 'captionEnc'),
  description: writtenText(fields, 'extendedDescEnc'),
  keywords: readKeywords(fields),
  place: readPlace(fields),
  timeZoneName: readTimeZoneName(fields),
});

/** Nothing but spaces is nothing. */
function writtenText(fields: Fields, name: string): string | null {
  const text = encodedTextField(fields, name);
  return text === null || text.trim() === '' ? null : text;
}

/** Each keyword once, in Apple's order. */
function readKeywords(fields: Fields): string[] {
  const bytes = encodedBytesField(fields, 'keywordsEnc');
  const list = bytes && readPropertyList(bytes);
  if (!Array.isArray(list)) return [];
  return [...new Set(list.filter((word): word is string => typeof word === 'string' && word.trim() !== ''))];
}

/** The newer field first; the plain numbers, which only peers have seen, last. */
function readPlace(fields: Fields): Place | null {
  for (const name of ['locationV2Enc', 'locationEnc']) {
    const bytes = encodedBytesField(fields, name);
    const list = bytes && readPropertyList(bytes);
    const place = isObject(list) ? placeOf(finiteNumber(list, 'lat'), finiteNumber(list, 'lon'), list) : null;
    if (place) return place;
  }
  return placeOf(numberField(fields, 'locationLatitude'), numberField(fields, 'locationLongitude'), {});
}

/** What is no place on earth is none: CoreLocation's mark for an unknown place is -180, -180. */
function placeOf(latitude: number | null, longitude: number | null, list: JsonObject): Place | null {
  if (latitude === null || longitude === null) return null;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  const altitude = finiteNumber(list, 'alt');
  return {
    latitude,
    longitude,
    altitude: altitude !== null && Math.abs(altitude) <= MAX_ALTITUDE ? altitude : null,
  };
}

/** Metres; no aeroplane and no mine is further from the sea. */
const MAX_ALTITUDE = 100_000;

/** A finite number; integers of a binary list can come as bigint. */
function finiteNumber(list: JsonObject, key: string): number | null {
  const value = Object.hasOwn(list, key) ? list[key] : undefined;
  return typeof value === 'bigint' ? Number(value) : optionalNumber(list, key);
}

/** E.g. `Europe/Oslo`, `GMT+0200`. */
function readTimeZoneName(fields: Fields): string | null {
  const name = encodedTextField(fields, 'timeZoneNameEnc');
  return name !== null && /^[A-Za-z][\w+\-/:]{1,63}$/.test(name) ? name : null;
}
