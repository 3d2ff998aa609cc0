import { createHash } from 'node:crypto';
import type { LibraryRecord, WireField } from '../../library/records.ts';
import { albumFields, assetFields, masterFields, relationFields, sparseFields } from './wire-fields.ts';
import type { CloudKitContext } from '../context.ts';
import { protectedFields } from './protected-fields.ts';
import type { WireOptions } from './wire-options.ts';

/** A record as it goes over the wire. Source: docs/icloud-photos.md 4.1. */
export function wireRecord(
  context: CloudKitContext,
  record: LibraryRecord,
  options: WireOptions = {},
): Record<string, unknown> {
  const { zone, createdMs, modifiedMs, changeNumber } = record;
  const by = { userRecordName: zone.ownerRecordName, deviceID: deviceId(zone.ownerRecordName) };
  const expungeMs = expungeTime(record);
  return {
    recordName: record.recordName,
    recordType: record.kind === 'SparseAsset' ? 'CPLAsset' : record.kind,
    fields: desired(allFields(context, record, options), options.desiredKeys),
    pluginFields: {},
    recordChangeTag: changeNumber.toString(36),
    created: { timestamp: createdMs, ...by },
    modified: { timestamp: modifiedMs, ...by },
    deleted: false,
    zoneID: zone.zoneID,
    ...(expungeMs === undefined ? {} : { expirationTime: Math.floor(expungeMs / 1000) }),
  };
}

/** Tombstone of a record that is deleted for good. Source: docs/icloud-photos.md 7. */
export function tombstone(record: LibraryRecord): Record<string, unknown> {
  if (record.kind === 'CPLContainerRelation') return { recordName: record.recordName, deleted: true };
  return {
    recordName: record.recordName,
    recordType: null,
    deleted: true,
    recordChangeTag: record.changeNumber.toString(36),
  };
}

/** A record that Photos' index makes up: counts, the state of indexing. Shape as recorded. */
export function indexRecord(
  recordName: string,
  recordType: string,
  fields: Record<string, WireField>,
  zoneID: unknown,
  nowMs: number,
): Record<string, unknown> {
  const stamp = { timestamp: nowMs, userRecordName: '_10', deviceID: '1' };
  const envelope = {
    pluginFields: {},
    recordChangeTag: '0',
    created: stamp,
    modified: stamp,
    deleted: false,
    zoneID,
  };
  return { recordName, recordType, fields, ...envelope };
}

/** A master is in the trash only when every asset that shows it is. Source: docs/icloud-photos.md 3.7. */
function expungeTime(record: LibraryRecord): number | undefined {
  if (record.kind === 'CPLAsset') return record.expungeMs;
  if (record.kind !== 'CPLMaster') return undefined;
  const times = record.zone.assetsOf(record).map((asset) => asset.expungeMs);
  return times.length === 0 || times.includes(undefined) ? undefined : Math.max(...times.map(Number));
}

function allFields(
  context: CloudKitContext,
  record: LibraryRecord,
  options: WireOptions,
): Record<string, WireField> {
  const known = protectedFields(record, knownFields(context, record, options));
  const fields = withFlags(known, context.switches.flags);
  for (const [name, field] of record.oddFields) {
    if (field === undefined) delete fields[name];
    else fields[name] = field;
  }
  return fields;
}

const FLAGS = ['isFavorite', 'isHidden', 'isDeleted', 'isExpunged', 'isKeyAsset', 'isSparsePrivateRecord'];

/** Flags in another form; one that is off has the value null there. */
function withFlags(
  fields: Record<string, WireField>,
  form: 'number' | 'boolean' | 'text',
): Record<string, WireField> {
  if (form === 'number') return fields;
  for (const name of FLAGS) {
    const field = fields[name];
    if (field)
      fields[name] = { ...field, value: field.value === 1 ? (form === 'boolean' ? true : '1') : null };
  }
  return fields;
}

function knownFields(
  context: CloudKitContext,
  record: LibraryRecord,
  options: WireOptions,
): Record<string, WireField> {
  if (record.kind === 'CPLMaster') return masterFields(context, record, options, expungeTime(record));
  if (record.kind === 'CPLAsset') return assetFields(context, record, options);
  if (record.kind === 'SparseAsset') return sparseFields(record);
  return record.kind === 'CPLAlbum' ? albumFields(record) : relationFields(record);
}

function desired(fields: Record<string, WireField>, keys: string[] | undefined): Record<string, WireField> {
  if (keys === undefined) return fields;
  const wanted = new Set(keys);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => wanted.has(name)));
}

const deviceIds = new Map<string, string>();

function deviceId(owner: string): string {
  const known = deviceIds.get(owner);
  if (known !== undefined) return known;
  const made = createHash('sha256').update(`device of ${owner}`).digest('hex').toUpperCase();
  deviceIds.set(owner, made);
  return made;
}
