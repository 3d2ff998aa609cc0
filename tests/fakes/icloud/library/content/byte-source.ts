/** The content of one file, of any size, without holding it: `read` makes the same bytes each time. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** The bytes from `start` up to but not including `end`; both within 0 … `sizeBytes`. */
  read(start: number, end: number): Uint8Array;
}

/** A file held in memory. */
export function bytesOf(content: Uint8Array | string): ByteSource {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return { sizeBytes: bytes.length, read: (start, end) => bytes.subarray(start, end) };
}

/** Several files one after another, as one. */
export function joinSources(...parts: ByteSource[]): ByteSource {
  const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  const read = (start: number, end: number) => {
    const joined = new Uint8Array(Math.max(0, end - start));
    let partStart = 0;
    for (const part of parts) {
      const from = Math.max(start, partStart);
      const to = Math.min(end, partStart + part.sizeBytes);
      if (from < to) joined.set(part.read(from - partStart, to - partStart), from - start);
      partStart += part.sizeBytes;
    }
    return joined;
  };
  return { sizeBytes, read };
}

/** All bytes of a source in pieces of at most `chunkBytes`, from `start` up to but not including `end`. */
export function* chunksOf(
  source: ByteSource,
  start = 0,
  end = source.sizeBytes,
  chunkBytes = 256 * 1024,
): Generator<Uint8Array> {
  for (let position = start; position < end; position += chunkBytes) {
    yield source.read(position, Math.min(end, position + chunkBytes));
  }
}
