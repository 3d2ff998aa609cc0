import {
  isObject,
  type JsonObject,
  optionalObject,
  optionalString,
  readArray,
  readObject,
} from '../../http/json.ts';
import type { AssetRecord, MasterRecord, UnusableRecord } from '../../domain/photo/record.ts';
import { MAX_OFFSET_SECONDS } from '../../domain/photo/local-time.ts';
import { type EpochMs, recordName, type RecordName } from '../../units.ts';
import { readDetails } from './details-fields.ts';
import {
  companionField,
  dateField,
  encodedTextField,
  type Fields,
  flagField,
  intField,
  referenceField,
  resourceField,
  textField,
  fieldsOf,
  MAX_NAME,
} from './fields.ts';
import { encryptedType, hasTwin, twinDate, twinInt } from './encrypted-twins.ts';
import { throwForWhole } from '../errors.ts';
import { isOtherFrame, isSparse, linkedNameOf } from './asset-kinds.ts';
import { unknownFiles, withFurtherFiles } from './further-files.ts';

/** `serverErrorCode` of a record that Apple no longer has. Source: docs/icloud-photos.md 1.7. */
const GONE = /NOT_FOUND|UNKNOWN_ITEM/i;

/** One page of a list, or the result of a lookup. */
export interface RecordPage {
  assets: AssetRecord[];
  masters: Map<RecordName, MasterRecord>;
  /** Raw fields by record name, for signed URLs. */
  fields: Map<RecordName, Fields>;
  unusable: UnusableRecord[];
  /** Names of unknown files, e.g. `resHologram`; only where the request asked for all fields. */
  unknownFiles: string[];
  /** Names of photos in the Shared Library, by the sparse record that points to each. */
  links: Map<string, string>;
  /** Distinct assets on the page, unusable ones included. The rank advances by this number. */
  assetCount: number;
  /** Apple says that more pages follow. */
  isFull: boolean;
  /** Apple's marker for the end of the page; null if no page follows. */
  marker: string | null;
  /**
   * State of the library at the time of the page; null if Apple gives none. A changed token means that photos were
   * added or removed.
   */
  syncToken: string | null;
}

/**
 * Reads the records of a list or a lookup. A bad record is named in `unusable` and does not affect the others:
 *
 *     {"records": [{"recordType": "CPLMaster", "recordName": "…", "fields": {…}}, {"recordType": "CPLAsset", "recordName": "…", "fields": {"masterRef": {…}, …}}], "continuationMarker": "…", "syncToken": "…"}
 *
 * @throws {TransferError} `bad-response` if it is not a list of records; the error of a record if it concerns the
 *   whole call: retry later, or sign in
 */
export function parseRecords(body: unknown): RecordPage {
  const answer = readObject(body);
  const records = readArray(answer, 'records');
  throwForWhole(records);
  const page: RecordPage = {
    assets: [],
    masters: new Map(),
    fields: new Map(),
    unusable: [],
    unknownFiles: [],
    links: new Map(),
    assetCount: 0,
    isFull: typeof answer['continuationMarker'] === 'string',
    marker: optionalString(answer, 'continuationMarker'),
    syncToken: optionalString(answer, 'syncToken'),
  };
  const assetNames = new Set<string>();
  for (const record of records) {
    const name = isObject(record) ? optionalString(record, 'recordName') : null;
    const failure = isObject(record) ? optionalString(record, 'serverErrorCode') : null;
    if (!isObject(record) || !name || name.length > MAX_NAME)
      page.unusable.push({ recordName: '', reason: 'no record name' });
    else if (failure !== null) page.unusable.push(refusedRecord(name, failure));
    else readRecord(page, record, recordName(name), assetNames);
  }
  page.assetCount = assetNames.size;
  page.unknownFiles = [...new Set([...page.fields.values()].flatMap(unknownFiles))];
  return page;
}

const refusedRecord = (name: string, failure: string): UnusableRecord => ({
  recordName: name,
  reason: failure.slice(0, MAX_NAME),
  ...(GONE.test(failure) && { isGone: true }),
});

function readRecord(page: RecordPage, record: JsonObject, name: RecordName, assetNames: Set<string>): void {
  const fields = fieldsOf(record);
  const type = optionalString(record, 'recordType');
  if (type === 'CPLMaster') page.masters.set(name, withFurtherFiles(readMaster(name, fields), fields));
  if (type === 'CPLAsset' && !assetNames.has(name)) {
    assetNames.add(name);
    const linked = linkedNameOf(fields);
    const asset = readAsset(name, fields, record);
    if (isSparse(fields)) {
      if (linked !== null) page.links.set(name, linked);
    } else if (asset) page.assets.push(withFurtherFiles(asset, fields));
    else page.unusable.push({ recordName: name, reason: 'no reference to a master record' });
  }
  page.fields.set(name, fields);
}

const readMaster = (name: RecordName, fields: Fields): MasterRecord => ({
  recordName: name,
  fileName: encodedTextField(fields, 'filenameEnc'),
  itemType: encryptedType(fields, 'itemTypeEnc') ?? textField(fields, 'itemType') ?? movieType(fields),
  createdAt: twinDate(fields, 'originalCreationDate'),
  original: resourceField(fields, 'resOriginal'),
  liveVideo: companionField(fields, 'resOriginalVidCompl'),
  alternative: companionField(fields, 'resOriginalAlt'),
  sidecar: companionField(fields, 'resSidecar'),
  thumbs: thumbsOf(fields),
});

/** `dataClassType` of videos. Source: docs/icloud-photos.md 4.2. */
const MOVIE = 2;

const movieType = (fields: Fields): string | null =>
  intField(fields, 'dataClassType') === MOVIE ? 'public.movie' : null;

function readAsset(name: RecordName, fields: Fields, record: JsonObject): AssetRecord | null {
  const masterName = referenceField(fields, 'masterRef');
  if (masterName === null) return null;
  return {
    recordName: name,
    masterName,
    capturedAt: twinDate(fields, 'assetDate'),
    addedAt: dateField(fields, 'addedDate') ?? (hasTwin(fields, 'assetDate') ? createdAt(record) : null),
    timeZoneOffsetSeconds: zoneOffset(twinInt(fields, 'timeZoneOffset')),
    isHidden: flagField(fields, 'isHidden'),
    isDeleted: flagField(fields, 'isDeleted'),
    isFavorite: flagField(fields, 'isFavorite'),
    subtype: intField(fields, 'assetSubtype') ?? 0,
    subtypeV2: intField(fields, 'assetSubtypeV2') ?? 0,
    renderType: intField(fields, 'adjustmentRenderType') ?? 0,
    ...(isOtherFrame(fields) && { isOtherFrame: true as const }),
    details: readDetails(fields),
    editedStill: companionField(fields, 'resJPEGFull'),
    editedVideo: companionField(fields, 'resVidFull') ?? companionField(fields, 'resVidCompl'),
    thumbs: thumbsOf(fields),
  };
}

/** Returns when the record was created, about when the photo was added. Source: docs/icloud-photos.md 4.1. */
const createdAt = (record: JsonObject): EpochMs | null =>
  dateField({ created: { value: optionalObject(record, 'created')?.['timestamp'] } }, 'created');

const thumbsOf = (fields: Fields): string[] =>
  ['resJPEGThumbFingerprint', 'resJPEGMedFingerprint', 'resJPEGLargeFingerprint']
    .map((name) => textField(fields, name))
    .filter((fingerprint) => fingerprint !== null && fingerprint.length === 28)
    .map(String);

const zoneOffset = (seconds: number | null): number =>
  seconds !== null && Math.abs(seconds) <= MAX_OFFSET_SECONDS ? seconds : 0;
