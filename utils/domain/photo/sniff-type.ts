/** Bytes that {@link sniffType} reads: enough for the first directory of a raw file. */
export const SNIFFED_BYTES = 4_096;

/** Signatures as Latin-1 text at an offset. */
const BEGINNINGS: readonly (readonly [offset: number, text: string, type: string])[] = [
  [0, '\xff\xd8\xff', 'public.jpeg'],
  [0, '\x89PNG\r\n\x1a\n', 'public.png'],
  [0, 'GIF87a', 'com.compuserve.gif'],
  [0, 'GIF89a', 'com.compuserve.gif'],
  [8, 'WEBP', 'org.webmproject.webp'],
  [8, 'AVI ', 'public.avi'],
  [4, 'JXL \r\n\x87\n', 'public.jpeg-xl'],
  [4, 'jP  \r\n\x87\n', 'public.jpeg-2000'],
  [0, '8BPS', 'com.adobe.photoshop-image'],
  [0, '%PDF-', 'com.adobe.pdf'],
  [0, 'FUJIFILMCCD-RAW', 'com.fuji.raw-image'],
  [6, 'HEAPCCDR', 'com.canon.crw-raw-image'],
  [0, 'IIRO', 'com.olympus.raw-image'],
  [0, 'IIRS', 'com.olympus.raw-image'],
  [0, 'MMOR', 'com.olympus.raw-image'],
  [0, 'IIU\0', 'com.panasonic.rw2-raw-image'],
  [8, 'CR\x02\0', 'com.canon.cr2-raw-image'],
  [0, '\0\0\x01\xba', 'public.mpeg'],
];

/** Brands of the ISO base media format. Source: the registration authority's list, mp4ra.org. */
const BRANDS: readonly (readonly [brand: RegExp, type: string])[] = [
  [/^(?:heic|heix|heim|heis|hevc|hevx)$/, 'public.heic'],
  [/^avi[fs]$/, 'public.avif'],
  [/^crx $/, 'com.canon.cr3-raw-image'],
  [/^qt {2}$/, 'com.apple.quicktime-movie'],
  [/^M4V/, 'com.apple.m4v-video'],
  [/^M4[AB]/, 'com.apple.m4a-audio'],
  [/^3g/, 'public.3gpp'],
  [/^(?:isom|iso\d|mp4\d|avc1|dash|MSNV|XAVC)$/, 'public.mpeg-4'],
];
/** Means only "a still": the compatible brands name the type. */
const STILL_BRAND = /^(?:mif1|msf1)$/;
/** First box of an old QuickTime file, which has no brand. */
const QUICKTIME_BOX = /^(?:moov|mdat|wide|free|skip|pnot)$/;

/** First four bytes of a TIFF, little and big endian. Source: TIFF 6.0, section 2. */
const TIFF_BEGINNINGS = ['II*\0', 'MM\0*'];

/**
 * Returns the type of a file by its first bytes.
 *
 * @param start the first {@link SNIFFED_BYTES}, or the whole file where it is shorter
 * @returns Apple's name of the type, e.g. `public.heic`; null: unknown
 */
export function sniffType(start: Uint8Array): string | null {
  const found = BEGINNINGS.find(
    ([offset, beginning]) => latin1(start, offset, beginning.length) === beginning,
  );
  if (found) return found[2];
  if (latin1(start, 4, 4) === 'ftyp') return brandedType(start);
  if (QUICKTIME_BOX.test(latin1(start, 4, 4))) return 'com.apple.quicktime-movie';
  return TIFF_BEGINNINGS.includes(latin1(start, 0, 4)) ? tiffType(start) : null;
}

/** Returns one character for each byte. TextDecoder's `latin1` is Windows-1252, which differs from 0x80 on. */
const latin1 = (bytes: Uint8Array, offset: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(offset, offset + length));

const typeOfBrand = (brand: string): string | null => BRANDS.find(([like]) => like.test(brand))?.[1] ?? null;

function brandedType(start: Uint8Array): string | null {
  const major = latin1(start, 8, 4);
  if (!STILL_BRAND.test(major)) return typeOfBrand(major) ?? firstOf(compatibleBrands(start));
  return firstOf(compatibleBrands(start)) ?? 'public.heif';
}

const firstOf = (brands: readonly string[]): string | null =>
  brands.map(typeOfBrand).find((type) => type !== null) ?? null;

function compatibleBrands(start: Uint8Array): string[] {
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const end = Math.min(start.length, view.getUint32(0), SNIFFED_BYTES);
  const brands: string[] = [];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(latin1(start, at, 4));
  return brands;
}

const [SUB_DIRECTORIES, MAKE, DNG_VERSION] = [0x014a, 0x010f, 0xc612];
/** Size of an entry of a directory. Source: TIFF 6.0, section 2. */
const ENTRY_BYTES = 12;
/** Makers whose raw files are TIFF files with the raw picture in a directory of its own. */
const RAW_MAKERS: readonly (readonly [maker: RegExp, type: string])[] = [
  [/^NIKON/i, 'com.nikon.raw-image'],
  [/^SONY/i, 'com.sony.arw-raw-image'],
  [/^(?:PENTAX|RICOH)/i, 'com.pentax.raw-image'],
];

/** Distinguishes raw files from plain TIFF. Source: TIFF 6.0, section 2; Adobe DNG 1.6, DNGVersion. */
function tiffType(start: Uint8Array): string {
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const isLittle = start[0] === 0x49;
  const directory = view.byteLength >= 8 ? view.getUint32(4, isLittle) : start.length;
  if (directory + 2 > start.length) return 'public.tiff';
  const count = view.getUint16(directory, isLittle);
  let [maker, hasSubDirectories] = ['', false];
  for (let entry = 0; entry < count; entry += 1) {
    const at = directory + 2 + entry * ENTRY_BYTES;
    if (at + ENTRY_BYTES > start.length) break;
    const tag = view.getUint16(at, isLittle);
    if (tag === DNG_VERSION) return 'com.adobe.raw-image';
    if (tag === MAKE) maker = latin1(start, view.getUint32(at + 8, isLittle), 8);
    hasSubDirectories ||= tag === SUB_DIRECTORIES;
  }
  const raw = RAW_MAKERS.find(([like]) => hasSubDirectories && like.test(maker));
  return raw?.[1] ?? 'public.tiff';
}
