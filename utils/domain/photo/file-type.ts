import { splitName } from './safe-name.ts';

/** Extension by uniform type. Source: docs/icloud-photos.md, appendix C. */
const extensions: Record<string, string> = {
  'public.jpeg': 'jpg',
  'public.heic': 'heic',
  'public.heif': 'heif',
  'public.png': 'png',
  'public.tiff': 'tiff',
  'com.compuserve.gif': 'gif',
  'org.webmproject.webp': 'webp',
  'public.avif': 'avif',
  'public.jpeg-xl': 'jxl',
  'public.jpeg-2000': 'jp2',
  'com.microsoft.bmp': 'bmp',
  'com.adobe.photoshop-image': 'psd',
  'com.adobe.pdf': 'pdf',
  'com.adobe.illustrator.ai-image': 'ai',
  'com.truevision.tga-image': 'tga',
  'com.sgi.sgi-image': 'sgi',
  'public.pbm': 'pbm',
  'public.mpo-image': 'mpo',
  'com.dji.mimo.pano.jpeg': 'jpg',
  'com.adobe.raw-image': 'dng',
  'com.canon.cr2-raw-image': 'cr2',
  'com.canon.cr3-raw-image': 'cr3',
  'com.canon.crw-raw-image': 'crw',
  'com.nikon.raw-image': 'nef',
  'com.nikon.nrw-raw-image': 'nrw',
  'com.sony.arw-raw-image': 'arw',
  'com.fuji.raw-image': 'raf',
  'com.panasonic.rw2-raw-image': 'rw2',
  'com.olympus.raw-image': 'orf',
  'com.olympus.or-raw-image': 'orf',
  'com.pentax.raw-image': 'pef',
  'com.apple.quicktime-movie': 'mov',
  'public.mpeg-4': 'mp4',
  'com.apple.m4v-video': 'm4v',
  'public.avi': 'avi',
  'public.mpeg': 'mpg',
  'public.mpeg-2-video': 'm2v',
  'public.3gpp': '3gp',
  'public.avchd-mpeg-2-transport-stream': 'mts',
  'com.apple.m4a-audio': 'm4a',
  'public.mp3': 'mp3',
  'com.apple.property-list': 'plist',
  'com.apple.xml-property-list': 'plist',
  'com.apple.binary-property-list': 'plist',
};

/** Other extensions of the same type, which a name keeps. */
const spellings: Record<string, readonly string[]> = {
  jpg: ['jpeg', 'jpe'],
  tiff: ['tif'],
  heif: ['heic', 'hif'],
  mov: ['qt'],
  mp4: ['m4v'],
  mpg: ['mpeg'],
  mts: ['m2ts'],
};

/** Returns the extension without a dot, in lower case; null for an unknown type. */
export const extensionOf = (fileType: string | null): string | null =>
  fileType !== null && Object.hasOwn(extensions, fileType) ? (extensions[fileType] ?? null) : null;

/** Returns whether an extension already names a type. */
export const isSpellingOf = (extension: string, wanted: string): boolean =>
  extension === wanted || (spellings[wanted]?.includes(extension) ?? false);

/** More extensions that occur in photo libraries. */
const others =
  'aae dat json xmp txt zip jfif jpx j2k j2c dib ico svg eps emf wmf raw x3f srw srf sr2 rwl 3fr fff iiq mef mrw erf kdc dcr r3d braw insp ' +
  'insv gpr lrv thm heics heifs avifs webm mkv wmv flv ogv asf vob divx 3g2 ts m4b wav aac flac caf ogg amr';

const known: ReadonlySet<string> = new Set([
  ...Object.values(extensions),
  ...Object.values(spellings).flat(),
  ...others.split(' '),
]);

/** Two to four letters and digits, at least one letter: may be the extension of an unknown type. */
const EXTENSION_PATTERN = /^(?=.*[a-z])[a-z0-9]{2,4}$/;

/**
 * Splits a name into its stem and its extension with the dot. The part after the last full stop is an extension if it is
 * known, or if it looks like one and the type is unknown: `24.12.2019` and `Dr.Bruun` have none.
 *
 * @param fileType Apple's name of the type; null: unknown
 */
export function splitFileName(name: string, fileType: string | null): { stem: string; extension: string } {
  const { stem, extension } = splitName(name);
  const bare = extension.slice(1).toLowerCase();
  const isOne = known.has(bare) || (extensionOf(fileType) === null && EXTENSION_PATTERN.test(bare));
  return isOne ? { stem, extension } : { stem: name, extension: '' };
}

/** Returns whether a uniform type is a video. */
export const isVideoType = (fileType: string | null): boolean =>
  fileType !== null && /movie|video|mpeg|3gpp|avi$|avchd/.test(fileType);
