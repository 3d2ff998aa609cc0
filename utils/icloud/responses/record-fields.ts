import { type JsonObject, optionalObject } from '../../http/json.ts';
import type { Fields } from './fields.ts';

/** `fields` of a record of any answer; none where it has none. */
export const fieldsOf = (record: JsonObject): Fields => optionalObject(record, 'fields') ?? {};

/** Characters of a record's name, and of what is kept of an error's. Source: CloudKit Web Services Reference, record names. */
export const MAX_NAME = 255;
