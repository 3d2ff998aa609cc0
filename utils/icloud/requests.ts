import type { RecordName } from '../units.ts';
import { ALBUM_KEYS, DESIRED_KEYS, MEMBER_KEYS, PICTURE_KEYS } from './desired-keys.ts';
import type { IcloudCall, PhotosCall } from './transport.ts';
import { type Database, isSharedAlbum, type LibraryZone, zoneId } from './zone.ts';

/**
 * Records that a list requests. Apple sends no more, whatever the request says. Asset and master count separately.
 * Source: docs/icloud-photos.md 3.4.
 */
export const RESULTS_LIMIT = 200;

/** A list of photos: by date of capture (without the next two), Hidden, Recently Deleted, by date added, or an album's. */
export type PhotoList = 'main' | 'hidden' | 'deleted' | 'added' | { album: string };

/** Record type of each list, and the id of its count. Source: docs/icloud-photos.md 3.2. */
const lists = {
  main: {
    type: 'CPLAssetAndMasterByAssetDateWithoutHiddenOrDeleted',
    count: 'CPLAssetByAssetDateWithoutHiddenOrDeleted',
  },
  hidden: { type: 'CPLAssetAndMasterHiddenByAssetDate', count: 'CPLAssetHiddenByAssetDate' },
  deleted: { type: 'CPLAssetAndMasterDeletedByExpungedDate', count: 'CPLAssetDeletedByExpungedDate' },
  added: { type: 'CPLAssetAndMasterByAddedDate', count: 'CPLAssetByAddedDate' },
};
const ALBUM_LIST = 'CPLContainerRelationLiveByAssetDate';
const ALBUM_COUNT = 'CPLContainerRelationNotDeletedByAssetDate:';
const ALBUMS_LIST = 'CPLAlbumByPositionLive';

/** Asks who is signed in. Source: docs/icloud-photos.md 1.2. */
export const buildValidate = (): IcloudCall => ({
  host: 'setup',
  path: '/setup/ws/1/validate',
  body: 'null',
});

const cloudkit = (serviceUrl: string, database: Database, operation: string, body: unknown): PhotosCall => ({
  host: 'cloudkit',
  serviceUrl,
  path: `/database/1/com.apple.photos.cloud/production/${database}/${operation}`,
  body: JSON.stringify(body),
  withAddresses: false,
});

const withAddresses = (call: PhotosCall): PhotosCall => ({ ...call, withAddresses: true });

/** @param syncToken of the previous page; null for the first */
export const buildZones = (serviceUrl: string, database: Database, syncToken: string | null): IcloudCall =>
  cloudkit(serviceUrl, database, 'changes/database', syncToken === null ? {} : { syncToken });

/** Requests the zones from Apple's other endpoint. */
export const buildZoneList = (serviceUrl: string, database: Database): IcloudCall =>
  cloudkit(serviceUrl, database, 'zones/list', {});

/** Asks whether Apple has indexed all of a library. Source: docs/icloud-photos.md 3.1. */
export const buildIndexingState = (serviceUrl: string, zone: LibraryZone): IcloudCall =>
  cloudkit(serviceUrl, zone.database, 'records/query', {
    query: { recordType: 'CheckIndexingState' },
    zoneID: zoneId(zone),
  });

/** Requests the counts of several lists in one call. */
export const buildCounts = (
  serviceUrl: string,
  zone: LibraryZone,
  photoLists: readonly PhotoList[],
): IcloudCall =>
  cloudkit(serviceUrl, zone.database, 'internal/records/query/batch', {
    batch: photoLists.map((list) => ({
      resultsLimit: 1,
      query: {
        recordType: 'HyperionIndexCountLookup',
        filterBy: {
          fieldName: 'indexCountID',
          comparator: 'IN',
          fieldValue: { type: 'STRING_LIST', value: [countId(listIn(zone, list))] },
        },
      },
      zoneWide: true,
      zoneID: zoneId(zone),
    })),
  });

/** A shared album has only one list. Source: docs/icloud-photos.md 2.3. */
const listIn = (zone: LibraryZone, list: PhotoList): PhotoList =>
  list === 'main' && isSharedAlbum(zone.zoneName) ? 'added' : list;

const countId = (list: PhotoList): string =>
  typeof list === 'string' ? lists[list].count : `${ALBUM_COUNT}${list.album}`;

const equals = (fieldName: string, type: string, value: unknown): unknown => ({
  fieldName,
  comparator: 'EQUALS',
  fieldValue: { type, value },
});

/** Where a page begins, and how large it is. */
export interface PageRange {
  /** Number of assets before the page. */
  rank: number;
  /** Most photos of the page; absent: as many as Apple sends. */
  limit?: number | undefined;
  /** Apple's marker from the previous page, sent with that page's own rank; absent: the page begins at the rank. */
  marker?: string | undefined;
  /** `all`: unknown fields too, which is several times as much data. Default `known`. */
  fields?: 'known' | 'all';
  /** Fields to request besides the usual ones. */
  more?: readonly string[] | undefined;
}

/** Records per photo: an asset and its master, in an album also the relation. Source: docs/icloud-photos.md 3.4. */
const recordsPerPhoto = (list: PhotoList): number => (typeof list === 'string' ? 2 : 3);

const listPage = (
  serviceUrl: string,
  { zone, list }: { zone: LibraryZone; list: PhotoList },
  { rank, limit, marker }: PageRange,
  desiredKeys: readonly string[] | undefined,
): PhotosCall =>
  cloudkit(serviceUrl, zone.database, 'records/query', {
    query: {
      recordType: typeof list === 'string' ? lists[list].type : ALBUM_LIST,
      filterBy: [
        equals('startRank', 'INT64', rank),
        equals('direction', 'STRING', 'ASCENDING'),
        ...(typeof list === 'string' ? [] : [equals('parentId', 'STRING', list.album)]),
      ],
    },
    resultsLimit: limit === undefined ? RESULTS_LIMIT : limit * recordsPerPhoto(list),
    desiredKeys,
    zoneID: zoneId(zone),
    ...(marker !== undefined && { continuationMarker: marker }),
  });

/** Requests one page of a list. */
export const buildPage = (
  serviceUrl: string,
  zone: LibraryZone,
  list: PhotoList,
  range: PageRange,
): IcloudCall => {
  const { fields = 'known', more = [] } = range;
  const keys = typeof list === 'string' ? [...DESIRED_KEYS, ...more] : MEMBER_KEYS;
  return listPage(serviceUrl, { zone, list: listIn(zone, list) }, range, fields === 'all' ? undefined : keys);
};

/** Requests a page of the main list with all fields that Apple has. */
export const buildFullPage = (serviceUrl: string, zone: LibraryZone, range: PageRange): IcloudCall =>
  listPage(serviceUrl, { zone, list: 'main' }, range, undefined);

/** Requests a page of a list as thumbnails. Rank 0 is the newest photo of the main list. */
export const buildPictures = (
  serviceUrl: string,
  zone: LibraryZone,
  list: PhotoList,
  range: Pick<PageRange, 'rank' | 'limit'>,
): IcloudCall => withAddresses(listPage(serviceUrl, { zone, list: listIn(zone, list) }, range, PICTURE_KEYS));

/**
 * @param parent record name of a folder; null for the top
 * @param marker from the previous page; null for the first
 */
export const buildAlbums = (
  serviceUrl: string,
  zone: LibraryZone,
  parent: string | null,
  marker: string | null,
): IcloudCall =>
  cloudkit(serviceUrl, zone.database, 'records/query', {
    query: {
      recordType: ALBUMS_LIST,
      ...(parent !== null && { filterBy: [equals('parentId', 'STRING', parent)] }),
    },
    resultsLimit: RESULTS_LIMIT,
    zoneID: zoneId(zone),
    ...(marker !== null && { continuationMarker: marker }),
  });

/**
 * Requests the changes of a zone.
 *
 * @param syncToken where an earlier response ended; null for the whole history
 * @param more fields to request besides the usual ones; null: all that Apple has
 * Source: docs/icloud-photos.md 7.
 */
export const buildChanges = (
  serviceUrl: string,
  zone: LibraryZone,
  syncToken: string | null,
  more: readonly string[] | null = [],
): IcloudCall =>
  cloudkit(serviceUrl, zone.database, 'changes/zone', {
    zones: [
      {
        zoneID: zoneId(zone),
        resultsLimit: RESULTS_LIMIT,
        ...(more !== null && { desiredKeys: [...DESIRED_KEYS, ...MEMBER_KEYS, ...ALBUM_KEYS, ...more] }),
        ...(syncToken !== null && { syncToken }),
      },
    ],
  });

/** Requests records by name, with fresh signed URLs. Source: docs/icloud-photos.md 6.3. */
export const buildLookup = (
  serviceUrl: string,
  zone: LibraryZone,
  names: readonly RecordName[],
  more: readonly string[] = [],
): IcloudCall =>
  withAddresses(
    cloudkit(serviceUrl, zone.database, 'records/lookup', {
      records: names.map((recordName) => ({ recordName })),
      desiredKeys: [...DESIRED_KEYS, ...more],
      zoneID: zoneId(zone),
    }),
  );

/** Requests the thumbnails of photos by the names of their assets and masters. Source: docs/icloud-photos.md 6.3. */
export const buildPictureLookup = (
  serviceUrl: string,
  zone: LibraryZone,
  names: readonly RecordName[],
): IcloudCall =>
  withAddresses(
    cloudkit(serviceUrl, zone.database, 'records/lookup', {
      records: names.map((recordName) => ({ recordName })),
      desiredKeys: PICTURE_KEYS,
      zoneID: zoneId(zone),
    }),
  );

/** Record of a zone that is shared as a whole. */
const SHARE_RECORD = 'cloudkit.zoneshare';

/** Requests the record with the name of a shared album. Source: docs/icloud-photos.md 2.3. */
export const buildShare = (serviceUrl: string, zone: LibraryZone): IcloudCall =>
  cloudkit(serviceUrl, zone.database, 'records/lookup', {
    records: [{ recordName: SHARE_RECORD }],
    zoneID: zoneId(zone),
  });
