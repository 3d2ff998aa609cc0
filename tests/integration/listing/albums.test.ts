import { expect, test } from 'vitest';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import type { IcloudCall } from '../../../utils/icloud/transport.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const ALBUM_LIST = 'CPLContainerRelationLiveByAssetDate';
const smallPhotos = (library: Library, count: number) =>
  Array.from({ length: count }, () => library.addPhoto({ bytes: 1_200 + library.primary.assets.length }));

/** Paths below the destination, by folder: how many files each holds. */
const filesByFolder = ({ jottacloud }: World): Record<string, number> => {
  const folders: Record<string, number> = {};
  for (const { path } of jottacloud.tree.files()) {
    const folder = path.split('/').slice(1, -1).join('/');
    folders[folder] = (folders[folder] ?? 0) + 1;
  }
  return folders;
};

/** Folders that were made for albums without a photo. */
const madeFolders = ({ jottacloud }: World): string[] =>
  jottacloud.requests.entries
    .filter(({ path, status }) => path.endsWith('?mkDir=true') && status === 200)
    .map(({ path }) => decodeURIComponent(path).replace(/^.*\/Archive\/|\?.*$/g, ''));

/** Calls by what they ask for. */
const countCalls = () => {
  const seen: Record<string, number> = {};
  let [underWay, most] = [0, 0];
  const kindOf = ({ path, body }: IcloudCall): string =>
    /"recordType":"(CPL[A-Za-z]+|CheckIndexingState)"/.exec(body)?.[1] ??
    path.replace(/^.*production\/[a-z]+\//, '');
  return {
    seen,
    most: () => most,
    watch(call: IcloudCall) {
      const kind = kindOf(call);
      seen[kind] = (seen[kind] ?? 0) + 1;
      underWay += 1;
      most = Math.max(most, underWay);
      return () => {
        underWay -= 1;
      };
    },
  };
};

test('albums at every page boundary are read in full, with no extra call and at most eight calls at a time', async () => {
  const library = createLibrary(11);
  const photos = smallPhotos(library, 230);
  const folder = library.albums.addFolder('Sizes');
  const sizes = [0, 1, 65, 66, 67, 68, 131, 132, 133, 199, 200, 201];
  for (const size of sizes)
    library.albums.addTo(
      library.albums.addAlbum(`${size} photos`, { parent: folder }),
      ...photos.slice(0, size),
    );
  await using world = await startWorld(library);
  const calls = countCalls();

  const run = await (await startEngine(world, { watch: calls.watch })).transfer();

  expect(run).toMatchObject({
    status: 'finished',
    shortfalls: [],
    plan: { albums: 12, all: { items: 230 } },
  });
  expect(filesByFolder(world)).toEqual({
    'Not in any album/2024': 29,
    ...Object.fromEntries(sizes.filter((size) => size > 0).map((size) => [`Sizes/${size} photos`, size])),
  });
  expect(madeFolders(world)).toEqual(['iCloud Photos/Sizes/0 photos']);
  // A full page has a marker, so that an album of 66 or 132 costs one more that is empty; a counter of 0 is no proof.
  const pages = sizes.reduce((sum, size) => sum + Math.floor(size / 66) + 1, 0);
  expect(calls.seen).toMatchObject({
    [ALBUM_LIST]: pages,
    CPLAssetAndMasterByAssetDateWithoutHiddenOrDeleted: 3,
    CPLAlbumByPositionLive: 2,
    CheckIndexingState: 1,
    'internal/records/query/batch': 2,
    'changes/database': 2,
  });
  expect(calls.most()).toBeLessThanOrEqual(8);
}, 60_000);

test('nested folders, equal names and names like ours form the tree that a person knows', async () => {
  const library = createLibrary(12);
  const [a, b, c, d, e] = ['A', 'B', 'C', 'D', 'E'].map((name) => library.addPhoto({ name: `${name}.JPG` }));
  if (!a || !b || !c || !d || !e) throw new Error('no photos');
  const { albums } = library;
  const outer = albums.addFolder('Reiser');
  const inner = albums.addFolder('2019/2020', { parent: outer });
  const innermost = albums.addFolder('Sommer', { parent: inner });
  albums.addTo(albums.addAlbum('Roma', { parent: innermost }), a);
  library.nowMs += 1_000;
  const second = albums.addAlbum('roma', { parent: innermost });
  albums.addTo(second, b);
  const hidden = albums.addAlbum('Hidden');
  albums.addTo(hidden, c);
  albums.addAlbum('Tom', { parent: outer });
  albums.addAlbum('Smart', { albumType: 6 });
  albums.addTo(albums.addAlbum('Papirkurv', { isDeleted: true }), e);
  await using world = await startWorld(library);

  const run = await (await startEngine(world)).transfer();

  const suffix = (name: string): string =>
    name
      .replace(/[^0-9A-Za-z]/g, '')
      .slice(0, 4)
      .toUpperCase();
  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(run.plan?.cannot).toEqual([{ reason: 'smart-album', count: 1 }]);
  expect(
    world.jottacloud.tree
      .files()
      .map(({ path }) => path.replace('iCloud Photos/', ''))
      .toSorted(),
  ).toEqual(
    [
      'Reiser/2019_2020/Sommer/Roma/A.JPG',
      `Reiser/2019_2020/Sommer/roma (${suffix(second.recordName)})/B.JPG`,
      `Hidden (${suffix(hidden.recordName)})/C.JPG`,
      'Not in any album/2024/D.JPG',
      'Not in any album/2024/E.JPG',
    ].toSorted(),
  );
  expect(madeFolders(world)).toEqual(['iCloud Photos/Reiser/Tom']);
});

test('an album that changes during its reading is read again', async () => {
  const library = createLibrary(13);
  const photos = smallPhotos(library, 150);
  const album = library.albums.addAlbum('Growing');
  library.albums.addTo(album, ...photos.slice(20));
  await using world = await startWorld(library);
  let pages = 0;
  world.icloud.switches.afterListPage = (recordType) => {
    pages += Number(recordType === ALBUM_LIST);
    if (recordType === ALBUM_LIST && pages === 1) library.albums.addTo(album, ...photos.slice(0, 20));
  };

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(filesByFolder(world)).toEqual({ Growing: 150 });
}, 30_000);

test('an album may hold photos of both libraries, and relations without a photo', async () => {
  const library = createLibrary(14);
  const shared = library.addSharedLibrary('shared');
  const mine = library.addPhoto({ name: 'MINE.JPG' });
  const ours = library.addPhoto({ name: 'OURS.JPG', zone: shared });
  library.addPhoto({ name: 'ALSO.JPG', zone: shared });
  const album = library.albums.addAlbum('Both');
  library.albums.addTo(album, mine, ours);
  library.albums.addRelation(album, 'NOBODY');
  await using world = await startWorld(library);

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(filesByFolder(world)).toEqual({ Both: 2, 'Shared Library/Not in any album/2024': 1 });
});
