import type { RecordName } from '../units.ts';
import type { IcloudCall } from './transport.ts';
import { type LibraryZone, zoneId } from './zone.ts';

/** A list of photos to choose from: a library by date of capture, newest first, or one of its albums. */
export interface PictureList {
  zone: LibraryZone;
  albumName: RecordName | null;
}

/** Names of the lists and of their counts. Source: docs/icloud-photos.md 3.2. */
const LIBRARY_LIST = 'CPLAssetAndMasterByAssetDateWithoutHiddenOrDeleted';
const LIBRARY_COUNT = 'CPLAssetByAssetDateWithoutHiddenOrDeleted';
const ALBUM_LIST = 'CPLContainerRelationLiveByAssetDate';
const ALBUM_COUNT = 'CPLContainerRelationNotDeletedByAssetDate:';
const ALBUMS_LIST = 'CPLAlbumByPositionLive';

/** Records that Apple gives at most, and how many of them one photo takes: an album has a relation besides. Source: docs/icloud-photos.md 3.4. */
const MOST_RECORDS = 200;
const RECORDS_IN_LIBRARY = 2;
const RECORDS_IN_ALBUM = 3;

/** What a tile needs. Source: docs/icloud-photos.md, appendix B. */
const PICTURE_KEYS = ['recordName', 'masterRef', 'assetDate', 'duration', 'resJPEGThumbRes'];
const ALBUM_KEYS = ['recordName', 'albumNameEnc', 'albumType', 'isDeleted', 'isExpunged'];

/** Photos in one answer: as many as surely come. */
export const picturesInAnswer = ({ albumName }: Pick<PictureList, 'albumName'>): number =>
  Math.floor(MOST_RECORDS / (albumName === null ? RECORDS_IN_LIBRARY : RECORDS_IN_ALBUM));

const cloudkit = (serviceUrl: string, zone: LibraryZone, operation: string, body: object): IcloudCall => ({
  host: 'cloudkit',
  serviceUrl,
  path: `/database/1/com.apple.photos.cloud/production/${zone.database}/${operation}`,
  body: JSON.stringify(body),
});

const equals = (fieldName: string, type: string, value: unknown): object => ({
  fieldName,
  comparator: 'EQUALS',
  fieldValue: { type, value },
});

/** @param rank of the first photo that is wanted, 0 is the newest */
export const buildPictures = (serviceUrl: string, list: PictureList, rank: number): IcloudCall =>
  cloudkit(serviceUrl, list.zone, 'records/query', {
    query: {
      recordType: list.albumName === null ? LIBRARY_LIST : ALBUM_LIST,
      filterBy: [
        equals('startRank', 'INT64', rank),
        equals('direction', 'STRING', 'ASCENDING'),
        ...(list.albumName === null ? [] : [equals('parentId', 'STRING', list.albumName)]),
      ],
    },
    resultsLimit: MOST_RECORDS,
    desiredKeys: PICTURE_KEYS,
    zoneID: zoneId(list.zone),
  });

export const buildPictureCount = (serviceUrl: string, { zone, albumName }: PictureList): IcloudCall =>
  cloudkit(serviceUrl, zone, 'internal/records/query/batch', {
    batch: [
      {
        resultsLimit: 1,
        query: {
          recordType: 'HyperionIndexCountLookup',
          filterBy: {
            fieldName: 'indexCountID',
            comparator: 'IN',
            fieldValue: {
              type: 'STRING_LIST',
              value: [albumName === null ? LIBRARY_COUNT : `${ALBUM_COUNT}${albumName}`],
            },
          },
        },
        zoneWide: true,
        zoneID: zoneId(zone),
      },
    ],
  });

/**
 * Albums at the top level, or in a folder. Source: docs/icloud-photos.md 3.6.
 *
 * @param marker of the answer before, when there is more to come
 */
export const buildAlbums = (
  serviceUrl: string,
  zone: LibraryZone,
  folder: RecordName | null,
  marker: string | null,
): IcloudCall =>
  cloudkit(serviceUrl, zone, 'records/query', {
    query: {
      recordType: ALBUMS_LIST,
      ...(folder !== null && { filterBy: [equals('parentId', 'STRING', folder)] }),
    },
    resultsLimit: MOST_RECORDS,
    desiredKeys: ALBUM_KEYS,
    zoneID: zoneId(zone),
    ...(marker !== null && { continuationMarker: marker }),
  });
