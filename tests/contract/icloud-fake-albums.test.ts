import { expect, test } from 'vitest';
import { createLibrary } from '../fakes/icloud/library/library.ts';
import { labelledSample } from '../fakes/sample-library/sample-library.ts';
import { listBody, readPage, type WirePage } from './icloud-list-walk.ts';
import { startIcloud } from './icloud-start.ts';

const albumList = { recordType: 'CPLAlbumByPositionLive' };

test('an album’s envelope holds its creation date, and an unnamed album has no name field', async () => {
  const library = createLibrary();
  const old = library.albums.addAlbum(undefined, { createdAt: Date.UTC(2015, 0, 1) });
  const { client } = await startIcloud(library);
  const answer = await client.cloudKit('records/query', listBody(0, albumList));
  const records = (answer.json as WirePage).records as (WirePage['records'][number] & {
    created: { timestamp: number };
  })[];
  const record = records.find(({ recordName }) => recordName === old.recordName);
  expect(record?.created.timestamp).toBe(Date.UTC(2015, 0, 1));
  expect(Object.keys(record?.fields ?? {})).not.toContain('albumNameEnc');
});

test('only the key asset of an album is its cover', async () => {
  const library = createLibrary();
  const album = library.albums.addAlbum('Sommar');
  const [first, second] = [library.addPhoto(), library.addPhoto()];
  library.albums.addTo(album, first, second);
  library.albums.setCover(album, second);
  const { client } = await startIcloud(library);
  const page = await readPage(
    client,
    0,
    { recordType: 'CPLContainerRelationLiveByAssetDate' },
    { parentId: album.recordName },
  );
  const covers = page.records.filter(({ fields }) => fields['isKeyAsset']?.value === 1);
  expect(covers.map(({ fields }) => fields['itemId']?.value)).toEqual([second.recordName]);
});

test('an album of both libraries lists a shared photo only as a relation', async () => {
  const { library, items } = labelledSample();
  const album = library.primary.albums.find(({ name }) => name === 'Sammen');
  const { client } = await startIcloud(library);
  const page = await readPage(
    client,
    0,
    { recordType: 'CPLContainerRelationLiveByAssetDate' },
    { parentId: album?.recordName ?? '' },
  );
  const relations = page.records.filter(({ recordType }) => recordType === 'CPLContainerRelation');
  const assets = page.records.filter(({ recordType }) => recordType === 'CPLAsset');
  expect(relations.map(({ fields }) => fields['itemId']?.value)).toContain(
    items['shared-in-album']?.recordName,
  );
  const names = assets.map(({ recordName }) => recordName);
  expect(names).toContain(items['same-bytes-personal']?.recordName);
  expect(names).not.toContain(items['shared-in-album']?.recordName);
});

test('an album lists and counts only the key photo of a burst, and the changes show all frames', async () => {
  const library = createLibrary();
  const album = library.albums.addAlbum('Hopp');
  const burstId = library.random.uuid();
  const frames = [16, 2, 2].map((burstFlags) => library.addPhoto({ burstId, burstFlags }));
  library.albums.addTo(album, ...frames);
  const { client } = await startIcloud(library);
  const page = await readPage(
    client,
    0,
    { recordType: 'CPLContainerRelationLiveByAssetDate' },
    { parentId: album.recordName },
  );
  const assets = page.records.filter(({ recordType }) => recordType === 'CPLAsset');
  expect(assets.map(({ recordName }) => recordName)).toEqual([frames[0]?.recordName]);
  const changes = await client.cloudKit('changes/zone', {
    zones: [{ zoneID: { zoneName: 'PrimarySync' }, resultsLimit: 200 }],
  });
  for (const { recordName } of frames) expect(JSON.stringify(changes.json)).toContain(`"${recordName}"`);
});

test('a hidden photo is in the list of its album and in its count', async () => {
  const library = createLibrary();
  const [seen, hidden, deleted] = [
    library.addPhoto(),
    library.addPhoto({ hidden: true }),
    library.addPhoto(),
  ];
  const album = library.albums.addAlbum('Rome');
  library.albums.addTo(album, seen, hidden, deleted);
  library.delete(deleted);
  const { client } = await startIcloud(library);
  const page = await readPage(
    client,
    0,
    { recordType: 'CPLContainerRelationLiveByAssetDate' },
    { parentId: album.recordName },
  );
  const assets = page.records.filter(({ recordType }) => recordType === 'CPLAsset');
  expect(new Set(assets.map(({ recordName }) => recordName))).toEqual(
    new Set([seen.recordName, hidden.recordName]),
  );
});

test('portraits are found by their list', async () => {
  const library = createLibrary();
  library.addPhoto();
  const portrait = library.addPhoto({ renderType: 2 });
  const { client } = await startIcloud(library);
  const page = await readPage(
    client,
    0,
    { recordType: 'CPLAssetAndMasterInSmartAlbumByAssetDate' },
    { smartAlbum: 'DEPTH' },
  );
  const assets = page.records.filter(({ recordType }) => recordType === 'CPLAsset');
  expect(assets.map(({ recordName }) => recordName)).toEqual([portrait.recordName]);
});
