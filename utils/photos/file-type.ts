/** Uniform type to extension. Source: docs/icloud-photos.md, appendix C. */
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
};

/** Other spellings that mean the same type, so that a name keeps the one it came with. */
const spellings: Record<string, readonly string[]> = {
  jpg: ['jpeg', 'jpe'],
  tiff: ['tif'],
  heif: ['heic', 'hif'],
  mov: ['qt'],
  mp4: ['m4v'],
  mpg: ['mpeg'],
  mts: ['m2ts'],
};

/** Extension without a dot, lower case; null for types that we do not know. */
export const extensionOf = (fileType: string | null): string | null =>
  fileType !== null && Object.hasOwn(extensions, fileType) ? (extensions[fileType] ?? null) : null;

/** Whether a name's extension already says this type. */
export const isSpellingOf = (extension: string, wanted: string): boolean =>
  extension === wanted || (spellings[wanted]?.includes(extension) ?? false);
