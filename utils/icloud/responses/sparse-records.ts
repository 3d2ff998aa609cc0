import { recordName, type RecordName } from '../../units.ts';
import { type Fields, flagField, referenceField, textField } from './fields.ts';

/**
 * Tells a sparse private record: an asset without files that stands in the personal library for a photo of the Shared
 * Library. The flag may be missing where Apple sends no more than the link. Source: docs/icloud-photos.md 4.3.
 */
export const isSparse = (fields: Fields): boolean =>
  flagField(fields, 'isSparsePrivateRecord') ||
  (referenceField(fields, 'masterRef') === null &&
    (textField(fields, 'linkedShareZoneName') ?? textField(fields, 'linkedShareRecordName')) !== null);

/** Record name of the asset that a sparse record stands for; null where it does not say. */
export function linkedNameOf(fields: Fields): RecordName | null {
  const name = textField(fields, 'linkedShareRecordName');
  return name ? recordName(name) : null;
}
