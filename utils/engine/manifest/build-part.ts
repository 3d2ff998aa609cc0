import { createMD5 } from 'hash-wasm';
import type { ManifestEntry, ManifestHeader } from '../../domain/manifest/manifest.ts';
import type { Bytes } from '../../http/bytes.ts';
import { encodeManifest } from '../../manifest/encode.ts';
import { md5, type Md5, MiB } from '../../units.ts';

/** A part that is larger is sent as a Blob. */
const MAX_ARRAY_BYTES = 4 * MiB;

/** The bytes of one part of a manifest. */
interface BuiltPart {
  bytes: Bytes;
  md5: Md5;
  entryCount: number;
}

/** Builds the file of a part, and counts its entries. */
export async function buildPart(
  header: ManifestHeader,
  entries: AsyncIterable<ManifestEntry>,
  signal: AbortSignal,
): Promise<BuiltPart> {
  const hash = await createMD5();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let entryCount = 0;
  const counted = async function* (): AsyncGenerator<ManifestEntry> {
    for await (const entry of entries) {
      entryCount += 1;
      yield entry;
    }
  };
  for await (const chunk of encodeManifest(header, counted())) {
    signal.throwIfAborted();
    hash.update(chunk);
    chunks.push(chunk);
  }
  return { bytes: joined(chunks), md5: md5(hash.digest('hex')), entryCount };
}

/** Joins chunks. The browser may keep a large Blob on disk. */
function joined(chunks: readonly Uint8Array<ArrayBuffer>[]): Bytes {
  const sizeBytes = chunks.reduce((sum, { length }) => sum + length, 0);
  if (sizeBytes > MAX_ARRAY_BYTES) return new Blob([...chunks]);
  const bytes = new Uint8Array(sizeBytes);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Yields nothing: entries of a part that only replaces another one. */
export async function* noEntries(): AsyncGenerator<ManifestEntry> {}
