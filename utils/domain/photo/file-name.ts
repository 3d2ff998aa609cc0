import { extensionOf, isSpellingOf, splitFileName } from './file-type.ts';
import { baseOf, isMissing, type Original, type PhotoItem } from './item.ts';
import { isFurther, traitsOf } from './role.ts';
import { safeName } from './safe-name.ts';

/** Room that a name leaves for `-edited` and for a suffix of the whole asset name. */
const RESERVE_BYTES = 60;
/** Characters of Apple's name of a field that a file name tells. */
const MAX_MARK = 18;

/** Further files, by their field. A field that nobody knows keeps Apple's name of it. */
const furtherMarks: Record<string, string> = {
  resOriginalSpatialOverCaptureRes: '-overcapture',
  resOriginalVidComplOverCaptureRes: '-overcapture',
  resAudioRes: '-sound',
  resSidecarOtherRes: '-sidecar',
  resAdjBaseJPEGRes: '-edit-base',
  resAdjBaseVidRes: '-edit-base',
  resAdjBaseNormalVidRes: '-edit-base-normal',
  resAdjDataRes: '-edit-data',
};

const markOf = ({ role, field }: Original): string =>
  isFurther(role)
    ? (furtherMarks[field] ?? safeName(`-${baseOf(field)}`.slice(0, MAX_MARK), RESERVE_BYTES))
    : traitsOf(role).mark;

/** Name of a photo in two: the stem that all its files share, and the extension it came with. From its record name where it has none. */
function nameParts(item: PhotoItem): { stem: string; extension: string } {
  const main = item.originals.find(({ role }) => role === 'original');
  const type = main ? typeOf(item, main) : item.itemType;
  const { stem, extension } = splitFileName(safeName(item.fileName ?? '', RESERVE_BYTES), type);
  return item.fileName !== null && stem !== '_'
    ? { stem, extension: extension.slice(1) }
    : { stem: safeName(item.asset.recordName.slice(0, 36), RESERVE_BYTES), extension: extension.slice(1) };
}

/** What Apple tells of a file's type, else what its first bytes tell. */
function typeOf(item: PhotoItem, original: Original): string | null {
  const told = original.fileType ?? (original.role === 'original' ? item.itemType : null);
  return extensionOf(told) === null ? (original.sniffed ?? told) : told;
}

/** Tells whether a file's extension would be a guess, so that its first bytes are worth a look before it gets a name. */
export function wantsLook(item: PhotoItem, original: Original): boolean {
  const { role, sniffed } = original;
  if (sniffed !== undefined || !traitsOf(role).isSniffed || isMissing(original)) return false;
  if (extensionOf(typeOf(item, original)) !== null) return false;
  return role !== 'original' || nameParts(item).extension === '';
}

/**
 * A file's name: shared stem, `-edited` for edits, the extension of its type.
 *
 * The original keeps the extension it came with while that names its type; other files of a photo are written like it
 * in upper or lower case. Types we do not know keep the name's extension. A name with a full stop that begins no extension
 * gets one in capitals, by which it is seen where the name ends.
 *
 * A details file is called like the first file of its photo, with one more extension.
 *
 * @param suffix e.g. ` (7F3A)` where another photo has the name, else ``
 */
export function fileName(item: PhotoItem, original: Original, suffix: string): string {
  const [main] = item.originals;
  if (original.role === 'details' && main && main.role !== 'details')
    return `${fileName(item, main, suffix)}.${original.fileType ?? ''}`;
  const { stem, extension: named } = nameParts(item);
  return `${stem}${markOf(original)}${suffix}${withDot(extensionFor(item, original, named))}`;
}

const withDot = (bare: string): string => (bare === '' ? '' : `.${bare}`);

function extensionFor(item: PhotoItem, original: Original, named: string): string {
  const isOriginal = original.role === 'original';
  const typed = extensionOf(typeOf(item, original));
  const isLarge = named === '' ? (item.fileName ?? '').includes('.') : named === named.toUpperCase();
  const written = (bare: string): string => (isLarge ? bare.toUpperCase() : bare);
  if (typed === null && isFurther(original.role)) return written(furtherExtensions[original.field] ?? 'dat');
  if (typed === null) return isOriginal ? named : (traitsOf(original.role).fallbackExtension ?? named);
  if (isOriginal && isSpellingOf(named.toLowerCase(), typed)) return named;
  return written(typed);
}

/** The same of further files. */
const furtherExtensions: Record<string, string> = {
  resOriginalSpatialOverCaptureRes: 'heic',
  resOriginalVidComplOverCaptureRes: 'mov',
  resAudioRes: 'm4a',
  resAdjBaseJPEGRes: 'jpg',
  resAdjBaseVidRes: 'mov',
  resAdjBaseNormalVidRes: 'mov',
};
