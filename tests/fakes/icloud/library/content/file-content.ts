import { readFileSync } from 'node:fs';
import type { FileOptions } from '../asset-options.ts';
import { bytesOf, type ByteSource } from './byte-source.ts';
import { beginningWith } from './seeded-bytes.ts';

/** A JPEG of 160 × 120 pixels, 1,268 bytes; the picture of every tile that has none of its own. */
export const tinyJpeg: Uint8Array = readFileSync(new URL('tiny.jpg', import.meta.url));

/** First bytes of each type, so that type detection works. */
const BEGINNINGS: Record<string, Uint8Array> = {
  'public.jpeg': tinyJpeg,
  'public.png': Buffer.from('89504e470d0a1a0a', 'hex'),
  'public.heic': Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
  'com.apple.quicktime-movie': Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'latin1'),
  'public.mpeg-4': Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'),
  'com.adobe.raw-image': Buffer.from('II*\0', 'latin1'),
};

/** The content asked for; where only a size is given (or nothing), a beginning that fits the type and seeded noise. */
export function fileContent(options: FileOptions, type: string, seed: number): ByteSource {
  const { bytes } = options;
  if (bytes instanceof Uint8Array) return bytesOf(bytes);
  if (typeof bytes === 'object') return bytes;
  const sizeBytes = bytes ?? 4_000 + (Math.abs(seed) % 12_000);
  const beginning = BEGINNINGS[type] ?? new Uint8Array(0);
  return beginningWith(beginning.subarray(0, sizeBytes), sizeBytes, seed);
}

/** The extension a camera gives to files of this type, with the dot. */
export function cameraExtension(type: string): string {
  const known: Record<string, string> = {
    'public.jpeg': '.JPG',
    'public.heic': '.HEIC',
    'public.png': '.PNG',
    'com.apple.quicktime-movie': '.MOV',
    'public.mpeg-4': '.MP4',
    'com.adobe.raw-image': '.DNG',
    'com.canon.cr2-raw-image': '.CR2',
  };
  return known[type] ?? '';
}
