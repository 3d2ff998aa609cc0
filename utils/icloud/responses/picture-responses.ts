import {
  isObject,
  type JsonObject,
  optionalObject,
  optionalString,
  readArray,
  readObject,
} from '../../http/json.ts';
import { type EpochMs, recordName, type RecordName } from '../../units.ts';
import { throwForWhole } from '../errors.ts';
import { byteHostOf } from '../hosts.ts';
import { twinDate } from './encrypted-twins.ts';
import { addressField, type Fields, intField, referenceField } from './fields.ts';

/** One photo to choose, as a tile shows it. */
export interface Picture {
  assetName: RecordName;
  capturedAt: EpochMs | null;
  /** URL of a small JPEG, valid for minutes; null if Apple has none. */
  thumbUrl: string | null;
  /** Duration of a video; 0 for a still. */
  durationMs: number;
}

/** An edited photo has its preview in the asset, any other in the master. Source: docs/icloud-photos.md 4.5. */
const THUMB = 'resJPEGThumbRes';
/** Placeholder for the file name in Apple's URLs. Source: docs/icloud-photos.md 6.1. */
const NAME_GAP = '${f}';

/**
 * Reads a page of a list, each asset once and in Apple's order:
 *
 *     {"records": [{"recordType": "CPLAsset", "fields": {"masterRef": {…}, "duration": {"value": 0}}}, {"recordType": "CPLMaster", "fields": {"resJPEGThumbRes": {…}}}]}
 *
 * @throws {TransferError} `bad-response` if it is not a list of records, and errors that concern the whole call
 */
export function parsePictures(body: unknown): Picture[] {
  const records = readRecords(body);
  const fieldsByName = new Map(records.map(({ name, fields }) => [name, fields]));
  const pictures = new Map<RecordName, Picture>();
  for (const { name, type, fields } of records) {
    if (type !== 'CPLAsset' || pictures.has(name)) continue;
    const master = fieldsByName.get(referenceField(fields, 'masterRef') ?? recordName(''));
    pictures.set(name, {
      assetName: name,
      capturedAt: twinDate(fields, 'assetDate'),
      thumbUrl: thumbAddress(fields) ?? (master ? thumbAddress(master) : null),
      durationMs: Math.max(0, intField(fields, 'duration') ?? 0),
    });
  }
  return [...pictures.values()];
}

/** Returns the URL of a thumbnail. Only Apple's own byte hosts are accepted, whatever the response says. */
function thumbAddress(fields: Fields): string | null {
  const address = addressField(fields, THUMB)?.replace(NAME_GAP, 'preview.jpg');
  return address !== undefined && byteHostOf(address) !== null ? address : null;
}

interface ReadRecord {
  name: RecordName;
  type: string | null;
  fields: Fields;
}

function readRecords(body: unknown): ReadRecord[] {
  const records = readArray(readObject(body), 'records');
  throwForWhole(records);
  return records.filter(isObject).flatMap((record: JsonObject) => {
    const name = optionalString(record, 'recordName');
    if (!name || optionalString(record, 'serverErrorCode') !== null) return [];
    const fields = optionalObject(record, 'fields') ?? {};
    return [{ name: recordName(name), type: optionalString(record, 'recordType'), fields }];
  });
}
