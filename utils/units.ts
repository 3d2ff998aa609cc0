/** Marks a plain value with its meaning, so that two meanings of one type cannot be mixed up. */
type Brand<Value, Name extends string> = Value & { readonly __brand: Name };

/** Milliseconds since 1970-01-01 UTC; may be negative for capture dates. */
export type EpochMs = Brand<number, 'EpochMs'>;
/** 32 lower-case hex digits. */
export type Md5 = Brand<string, 'Md5'>;
/** Name of a record at Apple: a UUID for an asset, usually a checksum for a master. */
export type RecordName = Brand<string, 'RecordName'>;
/** Path below the destination folder, segments joined by `/`, each one allowed at Jottacloud. */
export type RelativePath = Brand<string, 'RelativePath'>;
/** Path in the form of `allocate`: `/jfs/<device>/<mountpoint>/…`. */
export type JfsPath = Brand<string, 'JfsPath'>;

/** Bytes of a mebibyte. */
export const MiB = 1024 * 1024;

const brand = <Branded>(value: unknown): Branded => value as Branded;

/** @param value whole or fractional milliseconds */
export const epochMs = (value: number): EpochMs => brand(Math.round(value));
/** @throws {RangeError} if it is not 32 hex digits; upper case is accepted (Jottacloud has sent it) and lowered */
export function md5(value: string): Md5 {
  const lowered = value.toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(lowered))
    throw new RangeError(`expected 32 hex digits, received ${value.length} characters`);
  return brand(lowered);
}
/** Marks a text as the name of a record. */
export const recordName = (value: string): RecordName => brand(value);
/** Marks a text as a path below the destination folder. */
export const relativePath = (value: string): RelativePath => brand(value);
/** Marks a text as a path of `allocate`. */
export const jfsPath = (value: string): JfsPath => brand(value);

/** Returns bytes in hexadecimal digits. */
export const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
