import { findZone, type CloudKitContext } from './context.ts';
import { badRequest } from './wire/cloudkit-error.ts';
import { readArray, readFields, readText, readTexts } from './wire/request-fields.ts';
import { wireRecord } from './wire/wire-record.ts';

/** The record with the name of a zone that is shared as a whole. Source: docs/icloud-photos.md 2.3. */
const SHARE_RECORD = 'cloudkit.zoneshare';

/** Answers `records/lookup`: records by name, with fresh addresses; errors record by record. Source: docs/icloud-photos.md 6.3. */
export function answerRecordsLookup(context: CloudKitContext, body: unknown): unknown {
  const fields = readFields(body, 'body', ['records', 'zoneID', 'desiredKeys']);
  const entries = readArray(fields.records, 'records');
  if (entries.length > context.switches.lookupLimit)
    throw badRequest("array 'records' length is greater than max size");
  const desiredKeys = readTexts(fields.desiredKeys, 'desiredKeys');
  const zone = findZone(context, fields.zoneID);
  const records = entries.map((entry) => {
    const recordName = readText(
      readFields(entry, 'record', ['recordName', 'zoneID']).recordName,
      'recordName',
    );
    const failure = context.switches.recordErrors.get(recordName);
    if (failure) return { recordName, ...failure };
    if (recordName === SHARE_RECORD && zone.title !== undefined)
      return {
        ...{ recordName, recordType: 'cloudkit.share', zoneID: zone.zoneID },
        fields: { 'cloudkit.title': { value: zone.title, type: 'STRING' } },
      };
    const record = zone.find(recordName);
    if (!record) return { recordName, reason: 'Record not found', serverErrorCode: 'NOT_FOUND' };
    return wireRecord(context, record, { desiredKeys, isLookup: true });
  });
  return { records };
}
