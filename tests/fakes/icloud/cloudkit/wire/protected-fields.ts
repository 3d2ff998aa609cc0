import { binaryScalar } from '../../library/content/property-list.ts';
import type { AssetRecord, LibraryRecord, MasterRecord, WireField } from '../../library/records.ts';

type WireFields = Record<string, WireField>;

/** Protected dates are rounded to the hour. Source: docs/icloud-photos.md 4.7. */
const HOUR_MS = 3_600_000;

/**
 * The fields of a record as an account with Advanced Data Protection shows them: the date rounded to the hour and 1 to 60
 * seconds more, the time zone and all types missing, exact values in twins. What form a twin has in the web is invented,
 * as no answer was recorded. Source: docs/icloud-photos.md 4.7.
 */
export function protectedFields(record: LibraryRecord, fields: WireFields): WireFields {
  const { protection } = record.zone;
  if (protection === 'off') return fields;
  const plain = Object.fromEntries(
    Object.entries(fields).filter(
      ([name]) => !name.endsWith('FileType') && name !== 'timeZoneOffset' && name !== 'itemType',
    ),
  );
  const shown = { ...plain, ...fuzzedDate(record), ...twinsOf(record) };
  return protection === 'bytes' ? shown : marked(shown);
}

function fuzzedDate(record: LibraryRecord): WireFields {
  if (record.kind !== 'CPLAsset' || record.takenMs === undefined) return {};
  const seconds = 1 + (record.recordName.charCodeAt(0) % 60);
  const value = Math.round(record.takenMs / HOUR_MS) * HOUR_MS + seconds * 1_000;
  return { assetDate: { value, type: 'TIMESTAMP' } };
}

function twinsOf(record: LibraryRecord): WireFields {
  if (record.kind === 'CPLAsset') return assetTwins(record);
  return record.kind === 'CPLMaster' ? masterTwins(record) : {};
}

const assetTwins = ({ takenMs, timeZoneOffsetSeconds }: AssetRecord): WireFields => ({
  ...(takenMs === undefined ? {} : { assetDateEnc: encrypted(binaryScalar(new Date(takenMs))) }),
  timeZoneOffsetEnc: encrypted(String(timeZoneOffsetSeconds)),
});

function masterTwins(master: MasterRecord): WireFields {
  const [asset] = master.zone.assetsOf(master);
  return {
    ...(master.itemType === undefined ? {} : { itemTypeEnc: encrypted(master.itemType) }),
    ...(asset?.takenMs === undefined
      ? {}
      : { originalCreationDateEnc: encrypted(binaryScalar(new Date(asset.takenMs))) }),
  };
}

const encrypted = (value: string | Buffer): WireField => ({
  value: Buffer.from(value).toString('base64'),
  type: 'ENCRYPTED_BYTES',
});

/** The newer form: texts and numbers as they are, bytes in base64, all with a mark. */
function marked(fields: WireFields): WireFields {
  const entries = Object.entries(fields).map(([name, field]): [string, WireField] => {
    if (field.type !== 'ENCRYPTED_BYTES') return [name, field];
    const bytes = Buffer.from(String(field.value), 'base64');
    const isList = bytes.subarray(0, 6).toString() === 'bplist';
    const shown = isList
      ? { value: field.value, type: 'BYTES' }
      : { value: bytes.toString(), type: 'STRING' };
    return [name, { ...shown, isEncrypted: true }];
  });
  return Object.fromEntries(entries);
}
