import { expect, test } from 'vitest';
import { createPhotoLists } from '../../../entrypoints/icloud.content/photo-lists.ts';
import {
  createPictureSource,
  picturesInAnswer,
  type PictureSource,
} from '../../../utils/icloud/session/picture-source.ts';
import type { LibraryZone } from '../../../utils/icloud/zone.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { pageTransport } from '../support/page-transport.ts';
import { startWorld, type World } from '../support/start-world.ts';

const { signal } = new AbortController();
const sourceOf = (world: World): PictureSource =>
  createPictureSource(pageTransport(world.connect(), world.icloud));

async function personal(source: PictureSource): Promise<LibraryZone> {
  const zone = (await source.readLibraries(signal)).find(({ zoneName }) => zoneName === 'PrimarySync');
  if (!zone) throw new Error('no personal library');
  return zone;
}

test('every photo of a library can be chosen, newest first, with its preview URL', async () => {
  const library = createLibrary(7);
  for (let photo = 0; photo < 250; photo += 1) library.addPhoto({ bytes: 500 });
  await using world = await startWorld(library);
  const source = sourceOf(world);
  const list = { zone: await personal(source), list: 'main' as const };

  const pictures = [];
  for (let rank = 0; rank < 250; rank += picturesInAnswer(list.list))
    pictures.push(...(await source.readPictures(list, rank, signal)));

  expect(await source.countPictures(list, signal)).toBe(250);
  expect(pictures.map(({ assetName }) => String(assetName))).toEqual(
    library.primary.assets.map(({ recordName }) => recordName).toReversed(),
  );
  expect(pictures.every(({ thumbUrl }) => thumbUrl?.includes('/preview.jpg?'))).toBe(true);
});

test('albums in folders are listed too, and no photo is lost between two answers', async () => {
  const library = createLibrary(8);
  const photos = Array.from({ length: 68 }, () => library.addPhoto({ bytes: 500 }));
  const folder = library.albums.addFolder('Reiser');
  const album = library.albums.addAlbum('Jo\u0308rg', { parent: folder });
  library.albums.addAlbum('Smart', { albumType: 6 });
  library.albums.addAlbum('Gone', { isDeleted: true });
  library.albums.addTo(album, ...photos);
  await using world = await startWorld(library);
  const source = sourceOf(world);
  const zone = await personal(source);

  const atTop = await source.readAlbums(zone, null, signal);
  expect(atTop.map(({ recordName, name, kind }) => [recordName, name, kind])).toEqual([
    [folder.recordName, 'Reiser', 'folder'],
    [expect.any(String), 'Smart', 'smart'],
  ]);
  const inFolder = await source.readAlbums(zone, atTop[0]?.recordName ?? null, signal);
  expect(inFolder.map(({ recordName, kind }) => [recordName, kind])).toEqual([[album.recordName, 'album']]);
  const lists = createPhotoLists(source);
  expect((await lists.readAlbums(signal)).map(({ titles }) => titles)).toEqual([['Reiser', 'J\u00f6rg']]);

  const list = { zone, list: { album: album.recordName } };
  const names = new Set<string>();
  for (let rank = 0; rank < 68; rank += picturesInAnswer(list.list))
    for (const { assetName } of await source.readPictures(list, rank, signal)) names.add(assetName);
  expect(await source.countPictures(list, signal)).toBe(68);
  expect(names).toEqual(new Set(photos.map(({ recordName }) => recordName)));
});

test('several albums are counted in one call', async () => {
  const library = createLibrary(8);
  const photos = Array.from({ length: 5 }, () => library.addPhoto({ bytes: 500 }));
  library.albums.addTo(library.albums.addAlbum('Rome'), ...photos.slice(0, 3));
  library.albums.addTo(library.albums.addAlbum('Oslo'), ...photos.slice(2));
  library.albums.addAlbum('Empty');
  await using world = await startWorld(library);
  const lists = createPhotoLists(sourceOf(world));
  const albums = await lists.readAlbums(signal);
  const calls = (): number => world.icloud.requests.to(/ckdatabasews/, /records\/query\/batch/).length;
  const before = calls();
  const counts = await lists.countEach(albums, signal);
  const byTitle = new Map(albums.map(({ titles }, index) => [titles[0], counts[index] ?? 0]));
  expect([byTitle.get('Rome'), byTitle.get('Oslo'), byTitle.get('Empty')]).toEqual([3, 3, 0]);
  expect(calls() - before).toBe(1);
});

test('a migrated account shows its own library with albums', async () => {
  const library = createLibrary(8, 'PrimarySync1');
  library.albums.addTo(library.albums.addAlbum('Sommer'), library.addPhoto({ bytes: 500 }));
  await using world = await startWorld(library);
  const lists = createPhotoLists(sourceOf(world));

  expect((await lists.readLibraries(signal)).map(({ kind }) => kind)).toEqual(['own-library']);
  expect((await lists.readAlbums(signal)).map(({ titles }) => titles)).toEqual([['Sommer']]);
});

test('a shared album is not offered as a library', async () => {
  const library = createLibrary(8);
  library.addPhoto({ zone: library.addSharedAlbum('Summer') });
  await using world = await startWorld(library);

  const found = await sourceOf(world).readLibraries(signal);

  expect(found.map(({ zoneName }) => zoneName)).toEqual(['PrimarySync']);
});

test('a refused session is opened once more', async () => {
  const library = createLibrary(9);
  library.addPhoto({ bytes: 500 });
  await using world = await startWorld(library);
  const source = sourceOf(world);
  const list = { zone: await personal(source), list: 'main' as const };
  world.icloud.faults.add({
    path: /records\/query/,
    times: 1,
    action: { kind: 'answer', status: 421 },
  });
  expect(await source.readPictures(list, 0, signal)).toHaveLength(1);
});

test('a missing sign-in has one error code', async () => {
  await using world = await startWorld(createLibrary(10));
  world.icloud.session.signOut();
  await expect(sourceOf(world).readLibraries(signal)).rejects.toMatchObject({ code: 'icloud-signed-out' });
});
