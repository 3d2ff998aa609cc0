import { optionalObject } from '../../http/json.ts';
import { type EpochMs, epochMs } from '../../units.ts';
import { dateField, encodedBytesField, encodedTextField, type Fields, intField } from './fields.ts';
import { readPropertyScalar } from './property-scalar.ts';

/** Seconds from 1970 to 2001, the zero of Apple's own dates. */
const APPLE_ZERO_SECONDS = 978_307_200;

/**
 * Reads a date that has an encrypted twin, e.g. `assetDateEnc` beside `assetDate`.
 *
 * With Advanced Data Protection the plain field is up to a minute or more off, or missing. The twin is exact.
 * Nobody has recorded a twin's unit: a number may be milliseconds or seconds since 1970, or seconds since 2001. We
 * choose the reading nearest to the plain date. Without a plain date a number is milliseconds, as in all plain
 * dates.
 *
 * @returns null if neither can be read
 * Source: docs/icloud-photos.md 4.7.
 */
export function twinDate(fields: Fields, name: string): EpochMs | null {
  const plain = dateField(fields, name);
  const twin = twinValue(fields, name);
  if (twin instanceof Date) return epochMs(Math.round(twin.getTime()));
  if (twin === null) return plain;
  const readings = [twin, twin * 1_000, (twin + APPLE_ZERO_SECONDS) * 1_000].map(Math.round);
  const usable = readings.filter((at) => Math.abs(at) <= MAX_DATE_MS);
  if (plain === null) return usable[0] === undefined ? null : epochMs(usable[0]);
  const distance = (at: number): number => Math.abs(at - plain);
  const [nearest] = usable.toSorted((a, b) => distance(a) - distance(b));
  return nearest === undefined || distance(nearest) > MAX_FUZZ_MS ? plain : epochMs(nearest);
}

/** Largest distance of a twin from the plain date. A more distant one is no exact date but a value that we misread. */
const MAX_FUZZ_MS = 366 * 24 * 3_600_000;

/** Largest date that JavaScript can represent. */
const MAX_DATE_MS = 8.64e15;

/** Reads a whole number that has an encrypted twin. The twin wins. Source: docs/icloud-photos.md 4.7. */
export function twinInt(fields: Fields, name: string): number | null {
  const twin = twinValue(fields, name);
  return typeof twin === 'number' ? Math.round(twin) : intField(fields, name);
}

/** Matches a uniform type identifier: words with full stops between them. */
const UNIFORM_TYPE = /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/;

/** Reads the uniform type identifier in an `…Enc` field; null if it holds none. Source: docs/icloud-photos.md 4.7. */
export function encryptedType(fields: Fields, name: string): string | null {
  const bytes = encodedBytesField(fields, name);
  const text = (bytes && readPropertyScalar(bytes)) ?? encodedTextField(fields, name);
  return typeof text === 'string' && UNIFORM_TYPE.test(text) ? text : null;
}

/** Whether a record has the encrypted twin of a field, readable or not. */
export const hasTwin = (fields: Fields, name: string): boolean =>
  optionalObject(fields, `${name}Enc`) !== null;

/** Reads the number or date of a twin: JSON, digits, or a property list of one value; null for anything else. */
function twinValue(fields: Fields, name: string): number | Date | null {
  const value = optionalObject(fields, `${name}Enc`)?.['value'];
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  const digits = typeof value === 'string' ? numberIn(value) : null;
  if (digits !== null) return digits;
  const bytes = encodedBytesField(fields, `${name}Enc`);
  const scalar = bytes && readPropertyScalar(bytes);
  if (scalar instanceof Date || typeof scalar === 'number') return scalar;
  return numberIn(scalar ?? encodedTextField(fields, `${name}Enc`) ?? '');
}

/** Returns the number that a text spells, e.g. `-1.5`; null for any other text. */
const numberIn = (text: string): number | null =>
  /^[+-]?\d{1,18}(?:\.\d+)?$/.test(text) ? Number(text) : null;
