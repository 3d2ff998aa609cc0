import { bytesOf, joinSources, type ByteSource } from '../icloud/library/content/byte-source.ts';
import { seededBytes } from '../icloud/library/content/seeded-bytes.ts';

/** Formats made of boxes: what follows must be a box too, else readers complain. */
const BOXED = /\.(heic|mov|mp4)$/;

/**
 * A media file grown to `sizeBytes` with seeded bytes behind its end: other bytes and other checksums, the same picture.
 * JPEG, PNG and DNG readers ignore what follows; in HEIC, MOV and MP4 it is a `free` box.
 *
 * @throws RangeError if `sizeBytes` is smaller than the file.
 */
export function paddedMedia(name: string, content: Uint8Array, sizeBytes: number, seed: number): ByteSource {
  const headerBytes = BOXED.test(name) ? 8 : 0;
  const noiseBytes = sizeBytes - content.length - headerBytes;
  if (noiseBytes < 1)
    throw new RangeError(`${name} has ${content.length} bytes and does not fit into ${sizeBytes}`);
  const header = Buffer.alloc(headerBytes);
  if (headerBytes > 0) {
    header.writeUInt32BE(headerBytes + noiseBytes);
    header.write('free', 4, 'latin1');
  }
  return joinSources(bytesOf(content), bytesOf(header), seededBytes(noiseBytes, seed));
}
