import type { ManifestEntry, ManifestHeader } from '../domain/manifest/manifest.ts';
import { writeEnd, writeLine } from './line.ts';
import { chunksOf, streamOf } from './streams.ts';

/** Characters of lines that are compressed together. */
const BLOCK = 65_536;

/**
 * Writes one file of a manifest: lines of JSON, compressed with gzip. The first line is the header, the last one the
 * number of entries. Keeps one block in memory. Format: docs/decisions/018-manifest.md.
 */
export const encodeManifest = (
  header: ManifestHeader,
  entries: AsyncIterable<ManifestEntry>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> =>
  chunksOf(streamOf(blocks(header, entries)).pipeThrough(new CompressionStream('gzip')));

async function* blocks(
  header: ManifestHeader,
  entries: AsyncIterable<ManifestEntry>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let text = `${JSON.stringify(header)}\n`;
  let count = 0;
  for await (const entry of entries) {
    text += `${writeLine(entry)}\n`;
    count += 1;
    if (text.length < BLOCK) continue;
    yield encoder.encode(text);
    text = '';
  }
  yield encoder.encode(`${text}${writeEnd(count)}\n`);
}
