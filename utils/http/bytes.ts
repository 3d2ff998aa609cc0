/** Bytes to send: of a large file on disk, of a small one in memory. A Blob of a small one would go to the browser's own process and back. */
export type Bytes = Blob | Uint8Array<ArrayBuffer>;

export const sizeOf = (bytes: Bytes): number => (bytes instanceof Blob ? bytes.size : bytes.length);

/** A part of them, without a copy. */
export const partOf = (bytes: Bytes, start: number, end: number): Bytes =>
  bytes instanceof Blob ? bytes.slice(start, end) : bytes.subarray(start, end);
