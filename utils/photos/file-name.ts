import { extensionOf, isSpellingOf } from './file-type.ts';
import type { Original, PhotoItem } from './item.ts';
import type { Role } from './record.ts';
import { safeName, splitName } from './safe-name.ts';

/** Room that a name leaves for `-edited` and for a suffix of the whole asset name. */
const RESERVE_BYTES = 60;

const marks: Partial<Record<Role, string>> = { 'edited-still': '-edited', 'edited-video': '-edited' };

/** Stem that all files of a photo share: from its name, else from its record name, the same in every run. */
function itemStem(item: PhotoItem): string {
  const { stem } = splitName(safeName(item.fileName ?? '', RESERVE_BYTES));
  return item.fileName !== null && stem !== '_'
    ? stem
    : safeName(item.asset.recordName.slice(0, 36), RESERVE_BYTES);
}

/**
 * A file's name: shared stem, `-edited` for edits, the extension of its type.
 *
 * The original keeps the extension it came with while that names its type; other files of a photo are written like it
 * in upper or lower case. Types we do not know keep the name's extension.
 *
 * A details file is called like the first file of its photo, with one more extension.
 *
 * @param suffix e.g. ` (7F3A)` where another photo has the name, else ``
 */
export function fileName(item: PhotoItem, original: Original, suffix: string): string {
  const [main] = item.originals;
  if (original.role === 'details' && main && main.role !== 'details')
    return `${fileName(item, main, suffix)}.${original.fileType ?? ''}`;
  const named =
    item.fileName === null ? '' : splitName(safeName(item.fileName, RESERVE_BYTES)).extension.slice(1);
  return `${itemStem(item)}${marks[original.role] ?? ''}${suffix}${withDot(extension(item, original, named))}`;
}

const withDot = (bare: string): string => (bare === '' ? '' : `.${bare}`);

function extension(item: PhotoItem, original: Original, named: string): string {
  const isOriginal = original.role === 'original';
  const typed = extensionOf(original.fileType ?? (isOriginal ? item.itemType : null));
  if (typed === null) return isOriginal ? named : (bareExtension[original.role] ?? named);
  if (isOriginal && isSpellingOf(named.toLowerCase(), typed)) return named;
  return named !== '' && named === named.toUpperCase() ? typed.toUpperCase() : typed;
}

/** Extension of a companion whose type Apple does not tell. */
const bareExtension: Partial<Record<Role, string>> = {
  'live-video': 'MOV',
  'edited-video': 'MOV',
  'edited-still': 'JPG',
  sidecar: 'AAE',
};
