import { findZone, type CloudKitContext } from './context.ts';
import { badRequest } from './wire/cloudkit-error.ts';
import { readArray, readFields, readText, readTexts } from './wire/request-fields.ts';
import { wireRecord } from './wire/wire-record.ts';

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
    const record = zone.find(recordName);
    if (!record) return { recordName, reason: 'Record not found', serverErrorCode: 'NOT_FOUND' };
    return wireRecord(context, record, { desiredKeys, isLookup: true });
  });
  return { records };
}
