import { findZone, type CloudKitContext } from './context.ts';
import { badRequest } from './wire/cloudkit-error.ts';
import { listEntries } from './photo-lists.ts';
import { readArray, readFields, readText } from './wire/request-fields.ts';
import { buildSyncToken } from './wire/sync-token.ts';
import { indexRecord } from './wire/wire-record.ts';
import type { LibraryZone } from '../library/records.ts';

/** Count ids and the list each of them counts. Source: docs/icloud-photos.md 3.2. */
const LISTS: Record<string, string> = {
  CPLAssetByAssetDateWithoutHiddenOrDeleted: 'CPLAssetAndMasterByAssetDateWithoutHiddenOrDeleted',
  CPLAssetByAddedDate: 'CPLAssetAndMasterByAddedDate',
  CPLAssetBurstStackAssetByAssetDate: 'CPLBurstStackAssetAndMasterByAssetDate',
  CPLAssetHiddenByAssetDate: 'CPLAssetAndMasterHiddenByAssetDate',
  CPLAssetDeletedByExpungedDate: 'CPLAssetAndMasterDeletedByExpungedDate',
};
const COUNT_LOOKUP = 'HyperionIndexCountLookup';
const SMART = 'CPLAssetInSmartAlbumByAssetDate:';
const ALBUM = 'CPLContainerRelationNotDeletedByAssetDate:';
const SMART_TAGS: Record<string, string> = { Slomo: 'SLOMO', Timelapse: 'TIMELAPSE' };

/** Counts of one query, with the zone's token if requested. */
export interface CountAnswer {
  records: Record<string, unknown>[];
  syncToken?: string;
}

/** Answers `internal/records/query/batch`. @throws CloudKitError for what Apple would refuse. Source: docs/icloud-photos.md 3.2. */
export function answerCountBatch(context: CloudKitContext, body: unknown): unknown {
  const { batch } = readFields(body, 'body', ['batch']);
  return { batch: readArray(batch, 'batch').map((entry) => answerCount(context, entry)) };
}

/** Whether a `records/query` asks for counts: rclone sends it without a batch. */
export function isCountQuery(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('query' in body)) return false;
  const { query } = body;
  return (
    typeof query === 'object' && query !== null && 'recordType' in query && query.recordType === COUNT_LOOKUP
  );
}

/** Answers one count query; `filterBy` may be one object or a list. @throws CloudKitError for what Apple would refuse. */
export function answerCount(context: CloudKitContext, entry: unknown): CountAnswer {
  const fields = readFields(entry, 'batch entry', [
    'resultsLimit',
    'query',
    'zoneWide',
    'zoneID',
    'desiredKeys',
  ]);
  const query = readFields(fields.query, 'query', ['recordType', 'filterBy']);
  if (query.recordType !== COUNT_LOOKUP) throw badRequest(`recordType must be ${COUNT_LOOKUP}`);
  const filterBy = Array.isArray(query.filterBy) ? query.filterBy[0] : query.filterBy;
  const filter = readFields(filterBy, 'filterBy', ['fieldName', 'comparator', 'fieldValue']);
  const value = readFields(filter.fieldValue, 'fieldValue', ['type', 'value']);
  if (filter.fieldName !== 'indexCountID' || filter.comparator !== 'IN' || value.type !== 'STRING_LIST') {
    throw badRequest('filterBy must be indexCountID IN STRING_LIST');
  }
  const zone = findZone(context, fields.zoneID);
  const records = readArray(value.value, 'value').map((id) => {
    const countId = readText(id, 'indexCountID');
    const itemCount = { value: countOf(zone, countId), type: 'INT64' };
    return indexRecord(countId, 'IndexCountResult', { itemCount }, zone.zoneID, context.nowMs);
  });
  return context.wantsSyncToken ? { records, syncToken: buildSyncToken(zone) } : { records };
}

function countOf(zone: LibraryZone, countId: string): number {
  if (countId === 'CPLAlbumByPositionLive') return zone.albums.length;
  if (countId.startsWith(ALBUM)) {
    const parentId = countId.slice(ALBUM.length);
    return listEntries(zone, 'CPLContainerRelationLiveByAssetDate', { parentId }).length;
  }
  if (countId.startsWith(SMART)) {
    const name = countId.slice(SMART.length);
    const smartAlbum = SMART_TAGS[name] ?? name.toUpperCase();
    return listEntries(zone, 'CPLAssetAndMasterInSmartAlbumByAssetDate', { smartAlbum }).length;
  }
  const list = LISTS[countId];
  if (list === undefined) throw badRequest(`Unknown index '${countId}'`);
  const isOfAll =
    countId === 'CPLAssetByAssetDateWithoutHiddenOrDeleted' || countId === 'CPLAssetByAddedDate';
  return listEntries(zone, list, {}).length + (isOfAll ? zone.countedOnly : 0);
}
