/**
 * Bytes to send: a Blob for a large file on disk, an array for a small one. A small Blob would make a detour
 * through the browser's own process.
 */
export type Bytes = Blob | Uint8Array<ArrayBuffer>;

/** Returns the number of bytes. */
export const sizeOf = (bytes: Bytes): number => (bytes instanceof Blob ? bytes.size : bytes.length);

/** Returns a part of the bytes without copying them. */
export const partOf = (bytes: Bytes, start: number, end: number): Bytes =>
  bytes instanceof Blob ? bytes.slice(start, end) : bytes.subarray(start, end);
