import { findZone, type CloudKitContext } from './context.ts';
import { badRequest } from './wire/cloudkit-error.ts';
import { buildMarker } from './wire/continuation-marker.ts';
import { answerCount, isCountQuery } from './count-batch.ts';
import { cutPage, pageRecords } from './list-page.ts';
import { MAX_RECORDS, parseListRequest, textFilter, type ListRequest } from './list-request.ts';
import { listEntries, listKind } from './photo-lists.ts';
import { buildSyncToken } from './wire/sync-token.ts';
import { indexRecord, wireRecord } from './wire/wire-record.ts';
import { isRootFolder, ROOT_FOLDER } from '../library/library-albums.ts';
import type { LibraryZone } from '../library/records.ts';

/** A page of records as `records/query` answers it. */
export interface QueryAnswer {
  records: Record<string, unknown>[];
  continuationMarker?: string;
  syncToken?: string;
}

/** Answers `records/query`. @throws CloudKitError for what Apple would refuse. Source: docs/icloud-photos.md 3. */
export function answerRecordsQuery(context: CloudKitContext, body: unknown): QueryAnswer {
  if (isCountQuery(body)) return answerCount(context, body);
  const request = parseListRequest(body);
  const zone = findZone(context, request.zoneID);
  const syncToken = buildSyncToken(zone);
  const answer = answerList(context, zone, request);
  // Told by kei: no token for a limit below 2.
  return context.wantsSyncToken && request.limit >= 2 ? { ...answer, syncToken } : answer;
}

function answerList(context: CloudKitContext, zone: LibraryZone, request: ListRequest): QueryAnswer {
  const { recordType } = request;
  if (recordType === 'CheckIndexingState' && zone.isSharedAlbum && !zone.hasAddedList)
    throw badRequest('Index has invalid data');
  if (recordType === 'CheckIndexingState') return { records: [indexingState(context, zone)] };
  if (/^CPL(Master|Asset)$/.test(recordType)) throw badRequest(`Type is not marked indexable: ${recordType}`);
  const isAlbumList = recordType === 'CPLAlbumByPositionLive';
  const kind = listKind(recordType);
  if (!isAlbumList && !kind) throw badRequest(`Unknown record type '${recordType}'`);
  const answer = isAlbumList
    ? answerAlbums(context, zone, request)
    : answerPhotos(context, zone, request, kind === 'album');
  context.switches.afterListPage?.(recordType);
  return answer;
}

function answerPhotos(
  context: CloudKitContext,
  zone: LibraryZone,
  request: ListRequest,
  isAlbum: boolean,
): QueryAnswer {
  const choice = { parentId: textFilter(request, 'parentId'), smartAlbum: textFilter(request, 'smartAlbum') };
  const unlisted = context.switches.unlisted.get(request.recordType);
  const all = listEntries(zone, request.recordType, choice);
  const page = cutPage(
    unlisted ? all.filter(({ recordName }) => !unlisted.has(recordName)) : all,
    request,
    isAlbum ? 3 : 2,
    context.switches,
  );
  const { desiredKeys } = request;
  const records = pageRecords(page.entries, context.switches.assetsFirst);
  const last = page.entries.at(-1);
  return {
    records: records.map((record) => wireRecord(context, record, { desiredKeys })),
    ...(page.isFull && last ? { continuationMarker: buildMarker(last) } : {}),
  };
}

/** Top level without `parentId`, else a folder's children; the roots are nobody's children. Source: docs/icloud-photos.md 3.6. */
function answerAlbums(context: CloudKitContext, zone: LibraryZone, request: ListRequest): QueryAnswer {
  if (!zone.hasAlbums) throw badRequest('Index has invalid data');
  const parentId = textFilter(request, 'parentId');
  const isOfRoot = parentId === ROOT_FOLDER;
  const albums = zone.albums.filter((album) => {
    if (parentId === undefined || isOfRoot) return !album.parent && !(isOfRoot && isRootFolder(album));
    return album.parent?.recordName === parentId;
  });
  const marker = request.continuationMarker;
  const done = marker === undefined ? 0 : 1 + albums.findIndex((album) => albumMarker(album) === marker);
  const page = albums.slice(done, done + Math.min(request.limit, MAX_RECORDS));
  const last = page.at(-1);
  return {
    records: page.map((album) => wireRecord(context, album, { desiredKeys: request.desiredKeys })),
    ...(last && page.length === request.limit ? { continuationMarker: albumMarker(last) } : {}),
  };
}

function albumMarker(album: { position: number; recordName: string }): string {
  return buildMarker({ key: album.position, recordName: album.recordName });
}

function indexingState(
  { switches, nowMs, library }: CloudKitContext,
  zone: LibraryZone,
): Record<string, unknown> {
  const fields = {
    progress: { value: switches.indexing === 'FINISHED' ? 100 : 42, type: 'INT64' },
    state: { value: switches.indexing, type: 'STRING' },
  };
  return indexRecord(
    `_${library.random.uuid().toLowerCase()}`,
    'CheckIndexingState',
    fields,
    zone.zoneID,
    nowMs,
  );
}
