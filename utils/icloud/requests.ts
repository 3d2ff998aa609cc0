import type { RecordName } from '../units.ts';
import { DETAILS_KEYS } from './details-fields.ts';
import type { IcloudCall } from './transport.ts';
import { type Database, type LibraryZone, zoneId } from './zone.ts';

/** Records that a list asks for; Apple gives no more, whatever is asked. Asset and master count separately. Source: docs/icloud-photos.md 3.4. */
const RESULTS_LIMIT = 200;

/** The list of a library by date of capture, without Hidden and Recently Deleted, and its count. Source: docs/icloud-photos.md 3.2. */
const LIST_TYPE = 'CPLAssetAndMasterByAssetDateWithoutHiddenOrDeleted';
const COUNT_ID = 'CPLAssetByAssetDateWithoutHiddenOrDeleted';

const resourceKeys = (base: string): string[] => ['Res', 'FileType'].map((part) => `${base}${part}`);

/** Fields that a transfer reads; without this list Apple sends all, several times as much. Source: docs/icloud-photos.md, appendix B. */
const DESIRED_KEYS = [
  ...[
    'resOriginal',
    'resOriginalVidCompl',
    'resOriginalAlt',
    'resSidecar',
    'resJPEGFull',
    'resVidFull',
  ].flatMap(resourceKeys),
  ...['recordName', 'recordType', 'masterRef', 'filenameEnc', 'itemType'],
  ...['assetDate', 'addedDate', 'timeZoneOffset', 'isFavorite', 'isHidden', 'isDeleted'],
  ...['assetSubtype', 'assetSubtypeV2', 'adjustmentRenderType'],
  ...DETAILS_KEYS,
];

export const buildValidate = (): IcloudCall => ({
  host: 'setup',
  path: '/setup/ws/1/validate',
  body: 'null',
});

const cloudkit = (serviceUrl: string, database: Database, operation: string, body: unknown): IcloudCall => ({
  host: 'cloudkit',
  serviceUrl,
  path: `/database/1/com.apple.photos.cloud/production/${database}/${operation}`,
  body: JSON.stringify(body),
});

/** @param syncToken of the answer before, when there is more to come */
export const buildZones = (serviceUrl: string, database: Database, syncToken: string | null): IcloudCall =>
  cloudkit(serviceUrl, database, 'changes/database', syncToken === null ? {} : { syncToken });

export const buildIndexingState = (serviceUrl: string, zone: LibraryZone): IcloudCall =>
  cloudkit(serviceUrl, zone.database, 'records/query', {
    query: { recordType: 'CheckIndexingState' },
    zoneID: zoneId(zone),
  });

export const buildCount = (serviceUrl: string, zone: LibraryZone): IcloudCall =>
  cloudkit(serviceUrl, zone.database, 'internal/records/query/batch', {
    batch: [
      {
        resultsLimit: 1,
        query: {
          recordType: 'HyperionIndexCountLookup',
          filterBy: {
            fieldName: 'indexCountID',
            comparator: 'IN',
            fieldValue: { type: 'STRING_LIST', value: [COUNT_ID] },
          },
        },
        zoneWide: true,
        zoneID: zoneId(zone),
      },
    ],
  });

const equals = (fieldName: string, type: string, value: unknown): unknown => ({
  fieldName,
  comparator: 'EQUALS',
  fieldValue: { type, value },
});

/** @param rank how many assets were received before; counts assets, not masters */
export const buildPage = (serviceUrl: string, zone: LibraryZone, rank: number): IcloudCall =>
  cloudkit(serviceUrl, zone.database, 'records/query', {
    query: {
      recordType: LIST_TYPE,
      filterBy: [equals('startRank', 'INT64', rank), equals('direction', 'STRING', 'ASCENDING')],
    },
    resultsLimit: RESULTS_LIMIT,
    desiredKeys: DESIRED_KEYS,
    zoneID: zoneId(zone),
  });

/** Whole records by name, with fresh addresses; a few at a time. Source: docs/icloud-photos.md 6.3. */
export const buildLookup = (
  serviceUrl: string,
  zone: LibraryZone,
  names: readonly RecordName[],
): IcloudCall =>
  cloudkit(serviceUrl, zone.database, 'records/lookup', {
    records: names.map((recordName) => ({ recordName })),
    desiredKeys: DESIRED_KEYS,
    zoneID: zoneId(zone),
  });
