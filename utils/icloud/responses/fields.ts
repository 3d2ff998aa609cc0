import {
  isObject,
  type JsonObject,
  optionalNumber,
  optionalObject,
  optionalString,
} from '../../http/json.ts';
import type { Companion, Resource } from '../../domain/photo/record.ts';
import { type EpochMs, epochMs, recordName, type RecordName } from '../../units.ts';

/** Largest date that JavaScript can represent. Apple's can lie outside. */
const MAX_DATE_MS = 8.64e15;

/** Fields of a record. Each is `{value, type}`, and any of them can be missing. Source: docs/icloud-photos.md 4.1. */
export type Fields = JsonObject;

const valueOf = (fields: Fields, name: string): JsonObject => optionalObject(fields, name) ?? {};

/** Reads a number; null if it is missing or of another type. */
export const numberField = (fields: Fields, name: string): number | null =>
  optionalNumber(valueOf(fields, name), 'value');

/** Reads a number, rounded to a whole one. */
export function intField(fields: Fields, name: string): number | null {
  const value = numberField(fields, name);
  return value === null ? null : Math.round(value);
}

/** Reads a text; null if it is missing or of another type. */
export const textField = (fields: Fields, name: string): string | null =>
  optionalString(valueOf(fields, name), 'value');

/**
 * Whether a flag is on. Apple sends 1 or `true`, as a number, a boolean or a text; null is off. Source:
 * docs/icloud-photos.md 4.1.
 */
export const isOn = (value: unknown): boolean =>
  value === true || value === 1 || value === '1' || value === 'true';

/** Reads a flag. A missing one is off. */
export const flagField = (fields: Fields, name: string): boolean => isOn(valueOf(fields, name)['value']);

/** Reads a date in milliseconds, possibly before 1970; null if it is missing or invalid. */
export function dateField(fields: Fields, name: string): EpochMs | null {
  const value = intField(fields, name);
  return value === null || Math.abs(value) > MAX_DATE_MS ? null : epochMs(value);
}

/** Reads the name of the record that a REFERENCE points to. */
export function referenceField(fields: Fields, name: string): RecordName | null {
  const reference = optionalObject(valueOf(fields, name), 'value');
  const target = reference && optionalString(reference, 'recordName');
  return target ? recordName(target) : null;
}

/** Longest text that is kept. A longer one is neither a name nor a caption. */
const MAX_TEXT = 64 * 1024;

/**
 * Reads the bytes of an `…Enc` field: the UTF-8 of its text if its type is STRING, else its base64; null if it is
 * missing or neither.
 *
 * Source: docs/icloud-photos.md 4.4.
 */
export function encodedBytesField(fields: Fields, name: string): Uint8Array<ArrayBuffer> | null {
  const text = textField(fields, name);
  if (text === null || text.length > MAX_TEXT) return null;
  if (isPlainText(fields, name)) return new TextEncoder().encode(text);
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

const isPlainText = (fields: Fields, name: string): boolean =>
  optionalString(valueOf(fields, name), 'type') === 'STRING';

/** Reads an `…Enc` field as text; null if it is missing or unreadable. */
export function encodedTextField(fields: Fields, name: string): string | null {
  const bytes = encodedBytesField(fields, name);
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Longest checksum that is kept. Apple's have 28 characters; other kinds may have a few more. */
const MAX_CHECKSUM = 256;

/**
 * Reads a file of a record:
 *
 *     {"resOriginalRes": {"value": {"fileChecksum": "AQ…", "size": 3145728, "downloadURL": "https://…"}, "type": "ASSETID"}, "resOriginalFileType": {"value": "public.heic"}}
 *
 * @param base e.g. `resOriginal`
 * @returns null without a checksum and a size
 */
export function resourceField(fields: Fields, base: string): Resource | null {
  const value = valueOf(fields, `${base}Res`)['value'];
  if (!isObject(value)) return null;
  const checksum = optionalString(value, 'fileChecksum');
  const sizeBytes = optionalNumber(value, 'size');
  if (
    checksum === null ||
    checksum.length > MAX_CHECKSUM ||
    sizeBytes === null ||
    sizeBytes < 0 ||
    !Number.isSafeInteger(sizeBytes)
  )
    return null;
  return { field: `${base}Res`, checksum, sizeBytes, fileType: textField(fields, `${base}FileType`) };
}

/** Reads a file beside the original. One that only some of its fields name exists too. Source: docs/icloud-photos.md 4.5. */
export function companionField(fields: Fields, base: string): Companion {
  const isNamed = ['Res', 'FileType', 'Fingerprint'].some((part) => isObject(fields[`${base}${part}`]));
  return (
    resourceField(fields, base) ??
    (isNamed ? { isUnreadable: true, fileType: textField(fields, `${base}FileType`) } : null)
  );
}

/** Reads the signed URL of a resource, valid for minutes; null if Apple sent none. */
export function addressField(fields: Fields, field: string): string | null {
  const value = valueOf(fields, field)['value'];
  return isObject(value) ? optionalString(value, 'downloadURL') : null;
}

/** Returns the fields of any record; an empty object where it has none. */
export const fieldsOf = (record: JsonObject): Fields => optionalObject(record, 'fields') ?? {};

/** Longest record name, and longest error name that is kept. Source: CloudKit Web Services Reference, record names. */
export const MAX_NAME = 255;
