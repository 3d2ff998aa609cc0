import { expect, test } from 'vitest';
import { createLibrary } from '../fakes/icloud/library/library.ts';
import { plainLibrary } from '../fakes/icloud/library/plain-library.ts';
import { assetNames, ofType, readPage } from './icloud-list-walk.ts';
import { startIcloud } from './icloud-start.ts';

test('a page holds at most 200 records, newest first', async () => {
  const { client, fake } = await startIcloud(plainLibrary({ items: 130 }));
  const page = await readPage(client, 0, { resultsLimit: 5000 });
  expect(page.records).toHaveLength(200);
  const newestFirst = fake.library.primary.assets.map((asset) => asset.recordName).toReversed();
  expect(assetNames(page)).toEqual(newestFirst.slice(0, 100));
});

test.each([
  ['199 items', 199, [100, 99]],
  ['200 items', 200, [100, 100, 0]],
  ['201 items', 201, [100, 100, 1]],
])('paging %s by rank returns every asset once', async (_title, items, sizes) => {
  const { client, fake } = await startIcloud(plainLibrary({ items }));
  const seen: string[] = [];
  for (const size of sizes) {
    const page = await readPage(client, seen.length);
    expect(assetNames(page)).toHaveLength(size);
    expect(page.continuationMarker !== undefined).toBe(size === 100);
    seen.push(...assetNames(page));
  }
  expect(new Set(seen)).toEqual(new Set(fake.library.primary.assets.map((asset) => asset.recordName)));
});

test('a page past the end has no records and no marker', async () => {
  const { client } = await startIcloud(plainLibrary({ items: 3 }));
  expect(await readPage(client, 32)).toEqual({ records: [], syncToken: expect.any(String) as string });
});

test('the marker continues after the last asset although newer ones were added and older ones deleted', async () => {
  const { client, fake } = await startIcloud(plainLibrary({ items: 150 }));
  const oldest = fake.library.primary.assets[10];
  const first = await readPage(client, 0);
  fake.library.addPhoto({ takenAt: Date.UTC(2026, 0, 1) });
  if (oldest) fake.library.expunge(oldest);
  const second = await readPage(client, 0, { continuationMarker: first.continuationMarker });
  expect(assetNames(second)).toHaveLength(49);
  expect(assetNames(second).filter((name) => assetNames(first).includes(name))).toEqual([]);
});

test('a service that ignores the marker starts at the rank again', async () => {
  const { client, fake } = await startIcloud(plainLibrary({ items: 150 }));
  const first = await readPage(client, 0);
  fake.switches.ignoreContinuationMarker = true;
  const second = await readPage(client, 0, { continuationMarker: first.continuationMarker });
  expect(assetNames(second)).toEqual(assetNames(first));
});

test('the marker matches recorded ones: a key counting down from 2032, then the asset name', async () => {
  const library = createLibrary();
  const asset = library.addPhoto({ addedAt: 1533000000000 });
  const { client } = await startIcloud(library);
  const page = await readPage(client, 0, { recordType: 'CPLAssetAndMasterByAddedDate', resultsLimit: 2 });
  const key = (1956614400000 - 1533000000000).toString(16).padStart(10, '0');
  const marker = Buffer.from(page.continuationMarker ?? '', 'base64');
  expect(marker.toString('hex')).toBe(
    `120619${key}1a280a24${Buffer.from(asset.recordName).toString('hex')}1001`,
  );
});

test('assets that share a master return it once a page, and rank counts assets', async () => {
  const library = plainLibrary({ items: 98 });
  const shared = library.addPhoto();
  for (let copy = 0; copy < 4; copy += 1) library.duplicateOf(shared);
  const { client, fake } = await startIcloud(library);
  const first = await readPage(client, 0);
  const second = await readPage(client, 100);
  expect(ofType(first, 'CPLAsset')).toHaveLength(100);
  expect(ofType(first, 'CPLMaster')).toHaveLength(96);
  expect(assetNames(second)).toHaveLength(3);
  fake.switches.fillPages = true;
  expect((await readPage(client, 0)).records.length).toBeGreaterThan(196);
});

test('a master shared across a page boundary is on both pages', async () => {
  const library = plainLibrary({ items: 99 });
  const oldest = library.addPhoto({ takenAt: 10 });
  library.duplicateOf(oldest, { takenAt: 5 });
  const { client } = await startIcloud(library);
  const names = (page: Awaited<ReturnType<typeof readPage>>) =>
    ofType(page, 'CPLMaster').map((one) => one.recordName);
  expect(names(await readPage(client, 0))).toContain(oldest.master.recordName);
  expect(names(await readPage(client, 100))).toEqual([oldest.master.recordName]);
});

test.each([
  [66, [66, 0]],
  [67, [66, 1]],
  [68, [66, 2]],
])('an album of %d photos is returned 66 a page, three records each', async (items, sizes) => {
  const library = plainLibrary({ items });
  const album = library.albums.addAlbum('Sommar');
  library.albums.addTo(album, ...library.primary.assets);
  const { client } = await startIcloud(library);
  let rank = 0;
  for (const size of sizes) {
    const page = await readPage(
      client,
      rank,
      { recordType: 'CPLContainerRelationLiveByAssetDate' },
      { parentId: album.recordName },
    );
    expect(assetNames(page)).toHaveLength(size);
    expect(page.records).toHaveLength(3 * size);
    rank += size;
  }
});

test('hidden and deleted photos are only in their own lists', async () => {
  const library = plainLibrary({ items: 5 });
  const [hidden, deleted] = library.primary.assets;
  if (!hidden || !deleted) throw new Error('a library of five has two');
  library.setHidden(hidden, true);
  library.delete(deleted);
  const { client } = await startIcloud(library);
  const list = async (recordType: string) => assetNames(await readPage(client, 0, { recordType }));
  expect(await list('CPLAssetAndMasterHiddenByAssetDate')).toEqual([hidden.recordName]);
  expect(await list('CPLAssetAndMasterDeletedByExpungedDate')).toEqual([deleted.recordName]);
  expect(await list('CPLAssetAndMasterByAddedDate')).toHaveLength(3);
});

test('folders list their children by parentId, and the top level lists only roots', async () => {
  const library = createLibrary();
  const folder = library.albums.addFolder('Resor');
  const inner = library.albums.addAlbum('Jo\u0308rg', { parent: folder });
  const { client } = await startIcloud(library);
  const zoneID = { zoneName: 'PrimarySync' };
  const albums = async (filterBy: unknown[]) => {
    const body = {
      query: { recordType: 'CPLAlbumByPositionLive', ...(filterBy.length > 0 ? { filterBy } : {}) },
      zoneID,
    };
    const { records } = (await client.cloudKit('records/query', body)).json as {
      records: { recordName: string }[];
    };
    return records.map((record) => record.recordName);
  };
  expect(await albums([])).toEqual(['----Project-Root-Folder----', '----Root-Folder----', folder.recordName]);
  const fieldValue = { type: 'STRING', value: folder.recordName };
  expect(await albums([{ fieldName: 'parentId', comparator: 'EQUALS', fieldValue }])).toEqual([
    inner.recordName,
  ]);
  const root = { type: 'STRING', value: '----Root-Folder----' };
  expect(await albums([{ fieldName: 'parentId', comparator: 'EQUALS', fieldValue: root }])).toEqual([
    folder.recordName,
  ]);
});

test('DESCENDING returns the newest photos up to the rank, oldest first, also at rank 0', async () => {
  const { client } = await startIcloud(plainLibrary({ items: 5 }));
  const newestFirst = assetNames(await readPage(client, 0));
  const upTo = async (rank: number) => assetNames(await readPage(client, rank, { direction: 'DESCENDING' }));
  expect(await upTo(0)).toEqual(newestFirst.slice(0, 1));
  expect(await upTo(2)).toEqual(newestFirst.slice(0, 3).toReversed());
});

test('a plain query returns a count too, with its filter as one object', async () => {
  const library = plainLibrary({ items: 5 });
  const { client } = await startIcloud(library);
  const value = ['CPLAssetByAssetDateWithoutHiddenOrDeleted'];
  const filterBy = {
    fieldName: 'indexCountID',
    comparator: 'IN',
    fieldValue: { type: 'STRING_LIST', value },
  };
  const query = { recordType: 'HyperionIndexCountLookup', filterBy };
  const body = { resultsLimit: 1, query, zoneWide: true, zoneID: { zoneName: 'PrimarySync' } };
  const answer = await client.cloudKit('records/query', body);
  expect(answer.json).toMatchObject({ records: [{ fields: { itemCount: { value: 5, type: 'INT64' } } }] });
});

test('desiredKeys omits all other fields, and no token is returned without a request', async () => {
  const { client } = await startIcloud(plainLibrary({ items: 1 }));
  const body = {
    query: {
      recordType: 'CPLAssetAndMasterByAddedDate',
      filterBy: [
        { fieldName: 'startRank', comparator: 'EQUALS', fieldValue: { type: 'INT64', value: 0 } },
        { fieldName: 'direction', comparator: 'EQUALS', fieldValue: { type: 'STRING', value: 'ASCENDING' } },
      ],
    },
    desiredKeys: ['masterRef', 'filenameEnc', 'recordName'],
    zoneID: { zoneName: 'PrimarySync' },
  };
  const answer = (await client.cloudKit('records/query', body, { query: 'remapEnums=true' })).json as {
    records: { fields: object }[];
  };
  expect(answer.records.map((record) => Object.keys(record.fields))).toEqual([
    ['filenameEnc'],
    ['masterRef'],
  ]);
  expect(answer).not.toHaveProperty('syncToken');
});
