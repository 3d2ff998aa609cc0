import { expect, test } from 'vitest';
import { createLibrary } from '../fakes/icloud/library/library.ts';
import { oddLibrary } from '../fakes/icloud/library/odd-library.ts';
import { plainLibrary } from '../fakes/icloud/library/plain-library.ts';
import {
  assetNames,
  LIBRARY_LIST,
  listBody,
  readPage,
  resourceOf,
  type WirePage,
  type WireRecord,
} from './icloud-list-walk.ts';
import { startIcloud } from './icloud-start.ts';

const primary = { zoneName: 'PrimarySync' };
const lookupBody = (names: string[]) => ({
  records: names.map((recordName) => ({ recordName })),
  zoneID: primary,
});

test('a lookup answers record by record, with an error for each deleted one', async () => {
  const library = plainLibrary({ items: 2 });
  const asset = library.primary.assets[0];
  const { client } = await startIcloud(library);
  const names = [asset?.recordName ?? '', 'GONE', asset?.master.recordName ?? ''];
  const { records } = (await client.cloudKit('records/lookup', lookupBody(names))).json as {
    records: WireRecord[];
  };
  expect(records.map((record) => record.recordType)).toEqual(['CPLAsset', undefined, 'CPLMaster']);
  expect(records[1]).toEqual({
    recordName: 'GONE',
    serverErrorCode: 'NOT_FOUND',
    reason: 'Record not found',
  });
});

test('a lookup of 200 names is answered, and one of 201 is refused', async () => {
  const { client } = await startIcloud(createLibrary());
  const names = Array.from({ length: 201 }, (_, index) => `R${index}`);
  expect((await client.cloudKit('records/lookup', lookupBody(names.slice(1)))).status).toBe(200);
  const refused = await client.cloudKit('records/lookup', lookupBody(names));
  expect(refused.status).toBe(400);
  expect(refused.json).toMatchObject({ reason: "array 'records' length is greater than max size" });
});

test('a lookup returns the signed URL that lists omit', async () => {
  const library = createLibrary();
  const { master } = library.addPhoto({ urlOnlyOnLookup: true });
  const { client } = await startIcloud(library);
  const listed = await readPage(client, 0);
  expect(resourceOf(listed.records[0], 'resOriginalRes').downloadURL).toBeUndefined();
  const looked = (await client.cloudKit('records/lookup', lookupBody([master.recordName]))).json as WirePage;
  expect(resourceOf(looked.records[0], 'resOriginalRes').downloadURL).toMatch(/^https:/);
});

test.each([
  ['CPLMaster as a list', listBody(0, { recordType: 'CPLMaster' }), /not marked indexable/],
  ['a list nobody knows', listBody(0, { recordType: 'CPLEverything' }), /Unknown record type/],
  [
    'an album list without parentId',
    listBody(0, { recordType: 'CPLContainerRelationLiveByAssetDate' }),
    /parentId/,
  ],
  ['a list without a start', { query: { recordType: LIBRARY_LIST }, zoneID: primary }, /startRank/],
  ['a marker of our own making', listBody(0, { continuationMarker: 'AAAA' }), /continuation/],
  ['a body that is no JSON', '{', /JSON/],
  ['no zone', { query: { recordType: 'CheckIndexingState' } }, /zoneID/],
])('%s is a bad request', async (_title, body, reason) => {
  const { client } = await startIcloud(createLibrary());
  const answer = await client.cloudKit('records/query', body);
  expect(answer.status).toBe(400);
  expect(answer.json).toMatchObject({
    serverErrorCode: 'BAD_REQUEST',
    reason: expect.stringMatching(reason) as string,
  });
});

test('zones are in their own database, and albums only in the personal library', async () => {
  const { library } = oddLibrary();
  const { client } = await startIcloud(library);
  const names = async (database: 'private' | 'shared') => {
    const { zones } = (await client.cloudKit('changes/database', {}, { database })).json as {
      zones: { zoneID: { zoneName: string } }[];
    };
    return zones.map(({ zoneID }) => zoneID.zoneName.replace(/-.*/, ''));
  };
  expect(await names('private')).toEqual(['PrimarySync', 'CMM', 'SharedCollection', 'AppLibrarySync']);
  expect(await names('shared')).toEqual(['SharedSync']);

  const shared = library.zones.find((zone) => zone.database === 'shared');
  const inShared = (zoneID: unknown, recordType: string) =>
    client.cloudKit(
      'records/query',
      recordType === LIBRARY_LIST ? listBody(0, { zoneID }) : { query: { recordType }, zoneID },
      { database: 'shared' },
    );
  expect((await inShared({ zoneName: shared?.zoneName }, LIBRARY_LIST)).status).toBe(404);
  expect(assetNames((await inShared(shared?.zoneID, LIBRARY_LIST)).json as WirePage)).toHaveLength(1);
  const albums = await inShared(shared?.zoneID, 'CPLAlbumByPositionLive');
  expect([albums.status, (albums.json as { reason: string }).reason]).toEqual([
    400,
    'Index has invalid data',
  ]);
});

test('on a migrated account the plain zone name does not exist', async () => {
  const { client } = await startIcloud(createLibrary(1, 'PrimarySync1'));
  const answer = await client.cloudKit('records/query', listBody(0));
  expect([answer.status, (answer.json as { serverErrorCode: string }).serverErrorCode]).toEqual([
    404,
    'ZONE_NOT_FOUND',
  ]);
});

test('one batch counts several lists, each at its length when read', async () => {
  const library = plainLibrary({ items: 20 });
  const { client } = await startIcloud(library);
  const album = library.primary.albums.at(-1)?.recordName ?? '';
  const ids = [
    'CPLAssetByAssetDateWithoutHiddenOrDeleted',
    'CPLAssetInSmartAlbumByAssetDate:Live',
    `CPLContainerRelationNotDeletedByAssetDate:${album}`,
  ];
  const batch = ids.map((id) => ({
    resultsLimit: 1,
    query: {
      recordType: 'HyperionIndexCountLookup',
      filterBy: {
        fieldName: 'indexCountID',
        comparator: 'IN',
        fieldValue: { type: 'STRING_LIST', value: [id] },
      },
    },
    zoneWide: true,
    zoneID: primary,
  }));
  const answer = (await client.cloudKit('internal/records/query/batch', { batch })).json as {
    batch: WirePage[];
  };
  expect(answer.batch.map(({ records }) => records[0]?.fields.itemCount?.value)).toEqual([20, 4, 2]);
});

test('every odd item is served with its oddity', async () => {
  const { library, items } = oddLibrary();
  const { client } = await startIcloud(library);
  const visible = library.primary.assets.filter((asset) => !asset.isHidden && asset.expungeMs === undefined);
  const page = await readPage(client, 0);
  expect(new Set(assetNames(page))).toEqual(new Set(visible.map((asset) => asset.recordName)));
  const fieldsOf = (recordName: string | undefined) =>
    page.records.find((one) => one.recordName === recordName)?.fields ?? {};
  expect(fieldsOf(items.nameMissing?.master.recordName)).not.toHaveProperty('filenameEnc');
  expect(fieldsOf(items.namePlainString?.master.recordName).filenameEnc).toEqual({
    value: 'IMG_7409.JPG',
    type: 'STRING',
  });
  expect(
    Buffer.from(String(fieldsOf(items.name255Bytes?.master.recordName).filenameEnc?.value), 'base64'),
  ).toHaveLength(255);
  expect(fieldsOf(items.takenMissing?.recordName)).not.toHaveProperty('assetDate');
  expect(fieldsOf(items.takenJustBefore1970?.recordName).assetDate).toEqual({ value: -1, type: 'TIMESTAMP' });
  expect(fieldsOf(items.originalMissing?.master.recordName)).not.toHaveProperty('resOriginalRes');
  expect(fieldsOf(items.rawAndJpeg?.master.recordName)).toMatchObject({
    resOriginalFileType: { value: 'com.canon.cr2-raw-image' },
    resOriginalAltFileType: { value: 'public.jpeg' },
  });
  expect(Object.keys(fieldsOf(items.editedVideo?.recordName))).toEqual(
    expect.arrayContaining(['resVidFullRes', 'resJPEGFullRes']),
  );
  const editedLive = Object.keys(fieldsOf(items.editedLivePhoto?.recordName));
  expect(editedLive).toEqual(expect.arrayContaining(['resVidComplRes', 'resJPEGFullRes']));
  expect(editedLive).not.toContain('resVidFullRes');
});
