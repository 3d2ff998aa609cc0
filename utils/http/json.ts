import { TransferError } from '../errors.ts';

/** An object from the wire. Its fields are still unknown. */
export type JsonObject = Record<string, unknown>;

/** Whether a value is an object and not a list. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws {TransferError} `bad-response` if the text is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const detail = `expected JSON, received ${text.length} characters of other text`;
    throw new TransferError('bad-response', detail, { cause: withoutText(error) });
  }
}

/**
 * Returns the cause of a failed reading with its name alone. The message of a parser quotes what it read, which may be
 * secret.
 */
export const withoutText = (error: unknown): Error =>
  new Error(error instanceof Error ? error.name : typeof error);

/** Parses text that may be anything; null if it is not JSON. */
export function parseJsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** @throws {TransferError} `bad-response` */
export function readObject(value: unknown, what = 'answer'): JsonObject {
  if (!isObject(value))
    throw new TransferError('bad-response', `${what}: expected an object, received ${kindOf(value)}`);
  return value;
}

/** @throws {TransferError} `bad-response` if the field is missing or no list */
export function readArray(object: JsonObject, field: string): unknown[] {
  const value = own(object, field);
  if (!Array.isArray(value))
    throw new TransferError('bad-response', `${field}: expected a list, received ${kindOf(value)}`);
  return value as unknown[];
}

/** @throws {TransferError} `bad-response` */
export function readString(object: JsonObject, field: string): string {
  const value = own(object, field);
  if (typeof value !== 'string')
    throw new TransferError('bad-response', `${field}: expected text, received ${kindOf(value)}`);
  return value;
}

/** @throws {TransferError} `bad-response` if it is not a finite number */
export function readNumber(object: JsonObject, field: string): number {
  const value = own(object, field);
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new TransferError('bad-response', `${field}: expected a number, received ${kindOf(value)}`);
  return value;
}

/** Reads a text; null if it is missing or of another type. */
export const optionalString = (object: JsonObject, field: string): string | null => {
  const value = own(object, field);
  return typeof value === 'string' ? value : null;
};

/** Reads a number, or a whole number that is written as text, as CloudKit may do: `"33161"`. */
export const optionalNumber = (object: JsonObject, field: string): number | null => {
  const value = own(object, field);
  if (typeof value === 'string') return /^-?\d{1,16}$/.test(value) ? Number(value) : null;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

/** Returns an empty list if the field is missing or of another type: some responses leave empty lists out. */
export const optionalArray = (object: JsonObject, field: string): unknown[] => {
  const value = own(object, field);
  return Array.isArray(value) ? (value as unknown[]) : [];
};

/** Reads an object; null if it is missing or of another type. */
export const optionalObject = (object: JsonObject, field: string): JsonObject | null => {
  const value = own(object, field);
  return isObject(value) ? value : null;
};

/** Reads a field of the object itself, never one of its prototype's. */
const own = (object: JsonObject, field: string): unknown =>
  Object.hasOwn(object, field) ? object[field] : undefined;

/** Names the type of a value, never its content, which may be secret. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value;
}
