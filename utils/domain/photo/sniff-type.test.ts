import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extensionOf } from './file-type.ts';
import { SNIFFED_BYTES, sniffType } from './sniff-type.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const media = (name: string): Uint8Array =>
  readFileSync(new URL(`../../../tests/fakes/sample-library/media/${name}`, import.meta.url)).subarray(
    0,
    SNIFFED_BYTES,
  );

test.each([
  'scene-1.jpg',
  'scene-9.heic',
  'screenshot-1.png',
  'clip-1.mov',
  'clip-2.mp4',
  'live-9.mov',
  'raw-1.dng',
])('the real file %s', (name) => {
  expect(extensionOf(sniffType(media(name)))).toBe(name.split('.').at(-1));
});

/** A TIFF file with one directory of these entries. */
function tiff(entries: readonly [tag: number, value: number][], maker = ''): Uint8Array {
  const file = Buffer.alloc(400);
  file.write('II*\0', 0, 'latin1');
  file.writeUInt32LE(8, 4);
  file.writeUInt16LE(entries.length, 8);
  for (const [index, [tag, value]] of entries.entries()) {
    file.writeUInt16LE(tag, 10 + index * 12);
    file.writeUInt32LE(value, 18 + index * 12);
  }
  file.write(maker, 300, 'latin1');
  return file;
}
const [MAKE, SUB_DIRECTORIES, DNG_VERSION] = [0x010f, 0x014a, 0xc612];

test.each<[string, Uint8Array, string | null]>([
  ['GIF', bytes('GIF89a'), 'gif'],
  ['WebP', bytes('RIFF\x10\0\0\0WEBPVP8 '), 'webp'],
  ['AVI', bytes('RIFF\x10\0\0\0AVI LIST'), 'avi'],
  ['HEIF that its compatible brands name', bytes('\0\0\0\x18ftypmif1\0\0\0\0mif1heic'), 'heic'],
  ['HEIF of another codec', bytes('\0\0\0\x14ftypmif1\0\0\0\0mif1'), 'heif'],
  ['AVIF', bytes('\0\0\0\x14ftypavif\0\0\0\0mif1'), 'avif'],
  ['an unknown brand that is compatible with MP4', bytes('\0\0\0\x18ftypXYZW\0\0\0\0XYZWmp42'), 'mp4'],
  ['3GPP', bytes('\0\0\0\x14ftyp3gp5\0\0\0\x003gp5'), '3gp'],
  ['QuickTime without a brand', bytes('\0\0\0\x08wide\0\0\0\x08mdat'), 'mov'],
  ['Canon CR3', bytes('\0\0\0\x18ftypcrx \0\0\0\x01crx isom'), 'cr3'],
  ['Canon CR2', bytes('II*\0\x10\0\0\0CR\x02\0'), 'cr2'],
  ['Fujifilm', bytes('FUJIFILMCCD-RAW 0201'), 'raf'],
  ['Panasonic', bytes('IIU\0\x18\0\0\0'), 'rw2'],
  ['Olympus', bytes('IIRO\x08\0\0\0'), 'orf'],
  [
    'DNG',
    tiff(
      [
        [MAKE, 300],
        [DNG_VERSION, 1],
      ],
      'NIKON',
    ),
    'dng',
  ],
  [
    'Nikon',
    tiff(
      [
        [MAKE, 300],
        [SUB_DIRECTORIES, 1],
      ],
      'NIKON CORPORATION',
    ),
    'nef',
  ],
  [
    'Sony',
    tiff(
      [
        [MAKE, 300],
        [SUB_DIRECTORIES, 1],
      ],
      'SONY',
    ),
    'arw',
  ],
  ['a TIFF that a Nikon program wrote', tiff([[MAKE, 300]], 'NIKON'), 'tiff'],
  ['a TIFF that ends early', bytes('MM\0*'), 'tiff'],
  ['text', bytes('<?xml version="1.0"?>'), null],
  ['nothing', bytes(''), null],
])('%s', (_, start, expected) => {
  expect(extensionOf(sniffType(start))).toBe(expected);
});

test('never throws, whatever a file begins with', () => {
  const beginnings = ['II*\0', 'MM\0*', '\0\0\0\x18ftyp', 'RIFF', ''].map(bytes);
  const file = fc.tuple(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 200 }));
  fc.assert(
    fc.property(file, ([beginning, rest]) => {
      const type = sniffType(Buffer.concat([beginning, rest]));
      expect(type === null || extensionOf(type) !== null).toBe(true);
    }),
  );
});
