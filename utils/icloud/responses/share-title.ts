import { isObject, optionalArray, readObject } from '../../http/json.ts';
import { throwForWhole } from '../errors.ts';
import { encodedTextField, type Fields, textField, fieldsOf } from './fields.ts';

/** Fields that may hold the name: the first is CloudKit's own, the others are guesses. Source: docs/icloud-photos.md 2.3. */
const PLAIN = ['cloudkit.title', 'title', 'name'];
const ENCODED = ['albumNameEnc', 'titleEnc', 'nameEnc'];

/**
 * Reads the name of a shared album from its share record; null where Apple tells none.
 *
 *     {"records": [{"recordName": "cloudkit.zoneshare", "fields": {"cloudkit.title": {"value": "Summer", "type": "STRING"}}}]}
 *
 * @throws {TransferError} what the record says of the whole call: to come again later, or to sign in
 */
export function parseShareTitle(body: unknown): string | null {
  const records = optionalArray(readObject(body), 'records');
  throwForWhole(records);
  const record = records.find(isObject);
  const fields: Fields = record ? fieldsOf(record) : {};
  const names = [
    ...PLAIN.map((name) => textField(fields, name)),
    ...ENCODED.map((name) => encodedTextField(fields, name)),
  ];
  return names.find((name) => name !== null && name.trim() !== '') ?? null;
}
