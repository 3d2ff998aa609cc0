import { badRequest } from './cloudkit-error.ts';

/** A JSON object with unchecked fields. */
export type Fields = Record<string, unknown>;

/** @throws CloudKitError (400) unless the value is a JSON object with no other keys than those named (that strictness is invented). */
export function readFields(value: unknown, name: string, allowed: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRequest(`${name} must be an object`);
  const unknown = Object.keys(value).find((key) => !allowed.includes(key));
  if (unknown !== undefined) throw badRequest(`${name} has an unknown field '${unknown}'`);
  return value as Fields;
}

/** @throws CloudKitError (400) unless the value is an array. */
export function readArray(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) throw badRequest(`${name} must be an array`);
  return value;
}

/** @throws CloudKitError (400) unless the value is a string. */
export function readText(value: unknown, name: string): string {
  if (typeof value !== 'string') throw badRequest(`${name} must be a string`);
  return value;
}

/** A list of strings, or undefined where the field is not there. @throws CloudKitError (400) for anything else. */
export function readTexts(value: unknown, name: string): string[] | undefined {
  return value === undefined ? undefined : readArray(value, name).map((entry) => readText(entry, name));
}

/** A whole number from 1, or undefined where the field is not there. @throws CloudKitError (400) for anything else. */
export function readLimit(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (!Number.isInteger(value) || Number(value) < 1)
    throw badRequest('resultsLimit must be a positive integer');
  return Number(value);
}
