import type {
  AlbumRecord,
  AssetRecord,
  MasterRecord,
  RelationRecord,
  SparseRecord,
  StoredFileName,
  WireField,
  WrittenDetails,
  LibraryZone,
} from '../../library/records.ts';
import { binaryList, xmlList } from '../../library/content/property-list.ts';
import type { Resource, ResourcePrefix } from '../../library/resource.ts';
import type { CloudKitContext } from '../context.ts';
import type { WireOptions } from './wire-options.ts';

type WireFields = Record<string, WireField>;

const int = (value: number): WireField => ({ value, type: 'INT64' });
const time = (value: number): WireField => ({ value, type: 'TIMESTAMP' });
const text = (value: string): WireField => ({ value, type: 'STRING' });
const encoded = (value: string | Buffer): WireField => ({
  value: Buffer.from(value).toString('base64'),
  type: 'ENCRYPTED_BYTES',
});

/** Source: docs/icloud-photos.md 4.2. */
export function masterFields(
  context: CloudKitContext,
  master: MasterRecord,
  options: WireOptions,
  expungeMs: number | undefined,
): WireFields {
  return {
    ...fileName(master.fileName),
    ...(master.itemType === undefined ? {} : { itemType: text(master.itemType) }),
    dataClassType: int(master.isVideo ? 2 : 1),
    originalOrientation: int(master.originalOrientation),
    ...resourceFields(context, master.zone, master.resources, options),
    ...(expungeMs === undefined ? {} : { isDeleted: int(1), dateExpunged: time(expungeMs) }),
    ...contributorFields(
      master,
      master.zone.assetsOf(master).flatMap((asset) => asset.contributors),
    ),
  };
}

/** Source: docs/icloud-photos.md 4.3. */
export function assetFields(context: CloudKitContext, asset: AssetRecord, options: WireOptions): WireFields {
  const isLive = asset.master.resources.has('resOriginalVidCompl');
  const { zone, master } = asset;
  return {
    masterRef: {
      value: { recordName: master.recordName, action: 'DELETE_SELF', zoneID: zone.zoneID },
      type: 'REFERENCE',
    },
    ...(asset.takenMs === undefined ? {} : { assetDate: time(asset.takenMs) }),
    addedDate: time(asset.addedMs),
    timeZoneOffset: int(asset.timeZoneOffsetSeconds),
    isFavorite: int(asset.isFavourite ? 1 : 0),
    isHidden: int(asset.isHidden ? 1 : 0),
    orientation: int(1),
    duration: int(asset.durationMs),
    assetSubtype: int(asset.assetSubtype),
    assetSubtypeV2: int(asset.assetSubtypeV2),
    assetHDRType: int(0),
    burstFlags: int(asset.burstFlags & 0x1f),
    customRenderedValue: int(0),
    adjustmentRenderType: int(asset.renderType),
    vidComplDurValue: int(isLive ? 2768333333 : 0),
    vidComplDurScale: int(isLive ? 1000000000 : 0),
    vidComplDispValue: int(isLive ? 1200880290 : 0),
    vidComplDispScale: int(isLive ? 1000000000 : 0),
    vidComplVisibilityState: int(0),
    ...(asset.adjustmentType === undefined ? {} : { adjustmentType: text(asset.adjustmentType) }),
    ...(asset.burstId === undefined
      ? {}
      : { burstId: text(asset.burstId), burstFlagsExt: int(asset.burstFlags & ~0x1f) }),
    ...detailsFields(asset.details),
    ...(asset.expungeMs === undefined
      ? {}
      : { isDeleted: int(1), isExpunged: int(0), dateExpunged: time(asset.expungeMs) }),
    ...resourceFields(context, zone, asset.resources, options),
    ...contributorFields(asset, asset.contributors),
  };
}

/** The fields as one was seen in an answer. Source: docs/icloud-photos.md 4.3. */
export const sparseFields = ({ linked, modifiedMs }: SparseRecord): WireFields => ({
  assetDate: time(linked.takenMs ?? 0),
  computeStateVersion: int(1),
  isSparsePrivateRecord: int(1),
  linkedShareRecordName: text(linked.recordName),
  linkedShareZoneName: text(linked.zone.zoneName),
  linkedShareZoneOwner: {
    value: { recordName: linked.zone.ownerRecordName, action: 'NONE', zoneID: linked.zone.zoneID },
    type: 'REFERENCE',
  },
  mostRecentAddedDate: time(linked.addedMs),
  recordModificationDate: time(modifiedMs),
});

/** Source: docs/icloud-photos.md 4.3, 4.4; the other keys of a place as recorded. */
function detailsFields(details: WrittenDetails): WireFields {
  const { title, description, keywords, location: place, timeZoneName, listFormat } = details;
  const list = listFormat === 'xml' ? xmlList : binaryList;
  const { field = 'locationEnc', ...position } = place ?? {};
  const unknown = {
    speed: 0,
    course: 0,
    horzAcc: 0,
    vertAcc: 0,
    timestamp: new Date('2001-01-01T00:00:00Z'),
  };
  return {
    ...(title === undefined ? {} : { captionEnc: encoded(title) }),
    ...(description === undefined ? {} : { extendedDescEnc: encoded(description) }),
    ...(keywords ? { keywordsEnc: encoded(list(keywords)) } : {}),
    ...(place ? { [field]: encoded(list({ ...position, ...unknown })) } : {}),
    ...(timeZoneName === undefined ? {} : { timeZoneNameEnc: encoded(timeZoneName) }),
  };
}

/** Source: docs/icloud-photos.md 3.6. */
export function albumFields(album: AlbumRecord): WireFields {
  return {
    ...(album.name === undefined ? {} : { albumNameEnc: encoded(album.name) }),
    ...(album.parent ? { parentId: text(album.parent.recordName) } : {}),
    ...(album.isDeleted ? { isDeleted: int(1), isExpunged: int(0) } : {}),
    albumType: int(album.albumType),
    position: int(album.position),
    sortAscending: int(1),
    sortType: int(0),
    sortTypeExt: int(0),
    recordModificationDate: time(album.modifiedMs),
  };
}

/** Source: docs/icloud-photos.md 3.6; the types of the fields were not recorded. */
export function relationFields(relation: RelationRecord): WireFields {
  return {
    containerId: text(relation.album.recordName),
    itemId: text(relation.itemId),
    position: int(relation.position),
    isKeyAsset: int(relation.isCover ? 1 : 0),
  };
}

function fileName(name: StoredFileName): WireFields {
  if (name.kind === 'missing') return {};
  if (name.kind === 'plainString') return { filenameEnc: text(name.text) };
  if (name.kind === 'badBase64') return { filenameEnc: { value: name.value, type: 'ENCRYPTED_BYTES' } };
  return { filenameEnc: encoded(name.text) };
}

function resourceFields(
  context: CloudKitContext,
  zone: LibraryZone,
  resources: Map<ResourcePrefix, Resource>,
  options: WireOptions,
): WireFields {
  const fields: WireFields = {};
  const { desiredKeys } = options;
  for (const [prefix, resource] of resources) {
    if (desiredKeys && !desiredKeys.some((key) => key.startsWith(prefix))) continue;
    fields[`${prefix}Width`] = int(resource.width);
    fields[`${prefix}Height`] = int(resource.height);
    fields[`${prefix}FileType`] = text(resource.fileType);
    fields[`${prefix}Fingerprint`] = text(checksumOf(zone, resource));
    // An address is signed only where it is shown: signing is the slow part of a big page.
    if (!desiredKeys || desiredKeys.includes(`${prefix}Res`))
      fields[`${prefix}Res`] = { value: assetId(context, zone, resource, options), type: 'ASSETID' };
  }
  return fields;
}

function assetId(
  context: CloudKitContext,
  zone: LibraryZone,
  resource: Resource,
  options: WireOptions,
): unknown {
  const { urls, switches, partition, region } = context;
  const { sizeBytes, wrappingKey, referenceChecksum } = resource;
  const shown = { fileChecksum: checksumOf(zone, resource), size: sizeBytes, wrappingKey, referenceChecksum };
  if (resource.urlOnlyOnLookup && !options.isLookup) return shown;
  const { urlLifeSeconds: lifeSeconds, byteHost } = switches;
  const host = byteHost.endsWith('.icloud-content.com') ? `${byteHost}${region}` : byteHost;
  return {
    ...shown,
    downloadURL: urls.sign(resource, { zoneName: zone.zoneName, partition, lifeSeconds, host }),
  };
}

const checksumOf = ({ protection }: LibraryZone, resource: Resource): string =>
  protection === 'off' ? resource.fileChecksum : resource.protectedChecksum;

function contributorFields(record: AssetRecord | MasterRecord, names: string[]): WireFields {
  if (names.length === 0) return {};
  const { zoneID } = record.zone;
  const value = [...new Set(names)].map((recordName) => ({ recordName, action: 'NONE', zoneID }));
  return { contributors: { value, type: 'REFERENCE_LIST' } };
}
