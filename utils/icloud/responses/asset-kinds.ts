import { recordName, type RecordName } from '../../units.ts';
import { type Fields, flagField, intField, referenceField, textField } from './fields.ts';

/**
 * Recognises a sparse record: an asset without files that represents a photo of the Shared Library in the personal
 * one. The flag may be missing where Apple sends only the link. Source: docs/icloud-photos.md 4.3.
 */
export const isSparse = (fields: Fields): boolean =>
  flagField(fields, 'isSparsePrivateRecord') ||
  (referenceField(fields, 'masterRef') === null &&
    (textField(fields, 'linkedShareZoneName') ?? textField(fields, 'linkedShareRecordName')) !== null);

/** Returns the record name of the asset that a sparse record points to; null where it does not say. */
export function linkedNameOf(fields: Fields): RecordName | null {
  const name = textField(fields, 'linkedShareRecordName');
  return name ? recordName(name) : null;
}

const [NOT_PICKED, PICKED, KEY_PHOTO] = [2, 8, 16];
/** Bits that the first field holds. The others come from the second. */
const FIRST_BITS = 0x1f;

/**
 * Recognises a frame of a burst that nobody picked. Without flags it is not one: the lists decide. Source:
 * docs/icloud-photos.md 3.7.
 */
export function isOtherFrame(fields: Fields): boolean {
  if (textField(fields, 'burstId') === null) return false;
  const flags =
    (intField(fields, 'burstFlags') ?? 0) | ((intField(fields, 'burstFlagsExt') ?? 0) & ~FIRST_BITS);
  return (flags & NOT_PICKED) !== 0 && (flags & (PICKED | KEY_PHOTO)) === 0;
}
