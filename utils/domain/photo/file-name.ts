import { extensionOf, isSpellingOf, splitFileName } from './file-type.ts';
import { baseOf, isMissing, type Original, type PhotoItem } from './item.ts';
import { isFurther, traitsOf } from './role.ts';
import { safeName } from './safe-name.ts';

/** Bytes that a name leaves for `-edited` and for a suffix of the whole asset name. */
const RESERVE_BYTES = 60;
/** Characters of a field's name to keep in a file name. */
const MAX_MARK = 18;

/** Marks of further files by field. An unknown field keeps its name. */
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

/** Splits the name of a photo into the stem that all its files share and its extension. Without a name, uses the record name. */
function nameParts(item: PhotoItem): { stem: string; extension: string } {
  const main = item.originals.find(({ role }) => role === 'original');
  const type = main ? typeOf(item, main) : item.itemType;
  const { stem, extension } = splitFileName(safeName(item.fileName ?? '', RESERVE_BYTES), type);
  return item.fileName !== null && stem !== '_'
    ? { stem, extension: extension.slice(1) }
    : { stem: safeName(item.asset.recordName.slice(0, 36), RESERVE_BYTES), extension: extension.slice(1) };
}

/** Returns the type of a file by Apple, else by its first bytes. */
function typeOf(item: PhotoItem, original: Original): string | null {
  const reported = original.fileType ?? (original.role === 'original' ? item.itemType : null);
  return extensionOf(reported) === null ? (original.sniffed ?? reported) : reported;
}

/** Returns whether the extension would be a guess, so that the first bytes should be read before the file gets a name. */
export function needsSniffing(item: PhotoItem, original: Original): boolean {
  const { role, sniffed } = original;
  if (sniffed !== undefined || !traitsOf(role).isSniffed || isMissing(original)) return false;
  if (extensionOf(typeOf(item, original)) !== null) return false;
  return role !== 'original' || nameParts(item).extension === '';
}

/**
 * Returns the name of a file: the shared stem, `-edited` for edits, and the extension of its type.
 *
 * The original keeps its extension if that names its type; other files of the photo follow its letter case. A file of
 * unknown type keeps the extension of the name. A name with a full stop but without an extension gets one in capitals, to
 * show where the name ends.
 *
 * A details file has the name of the first file of its photo, plus one more extension: `IMG_0001.HEIC.xmp`. darktable and
 * digiKam write and read this form, Immich looks for it first, and users of exiftool prefer it. Lightroom and Camera Raw
 * pair only raw files, and only with `IMG_0001.xmp`, which does not distinguish `IMG_0001.HEIC` from `IMG_0001.JPG`: two
 * photos would share one file. Source: manuals of darktable ("sidecar files"), digiKam ("Metadata: Sidecars") and Immich
 * ("XMP sidecars").
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

/** Extensions of further files of unknown type, by field. */
const furtherExtensions: Record<string, string> = {
  resOriginalSpatialOverCaptureRes: 'heic',
  resOriginalVidComplOverCaptureRes: 'mov',
  resAudioRes: 'm4a',
  resAdjBaseJPEGRes: 'jpg',
  resAdjBaseVidRes: 'mov',
  resAdjBaseNormalVidRes: 'mov',
};
