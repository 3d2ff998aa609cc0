import { expect, test } from 'vitest';
import { coverOf, latestPhotos, type PictureAnswer } from '../../../utils/domain/picture/small-picture.ts';
import { type ApplePictures, createApplePictures } from '../../../utils/pictures/apple-pictures.ts';
import { createPictureSource } from '../../../utils/icloud/session/picture-source.ts';
import { findPhotos } from '../../../utils/store/reads/find-photos.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { loopbackFetch } from '../support/loopback-fetch.ts';
import { pageTransport } from '../support/page-transport.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';

/** A camera's library: nothing in it but what a browser cannot draw. */
function cameraLibrary(count = 12): Library {
  const library = createLibrary(31);
  for (let photo = 0; photo < count; photo += 1)
    if (photo % 4 === 3)
      library.addPhoto({ bytes: 900, type: 'com.apple.quicktime-movie', durationMs: 12_400 });
    else library.addPhoto({ bytes: 700, type: photo % 4 === 2 ? 'com.adobe.raw-image' : 'public.heic' });
  return library;
}

/** Reads pictures as the background does. */
function open(world: World, change: { waitsUntil?: () => number; now?: () => number; speed?: number } = {}) {
  const own = world.connect();
  const pictures = createApplePictures({
    find: (refs) => findPhotos(world.log, refs),
    source: createPictureSource(pageTransport(own, world.icloud)),
    fetch: loopbackFetch(own),
    mayFetch: async () => false,
    copyWaitsUntil: change.waitsUntil ?? (() => 0),
    copySpeed: () => change.speed ?? 0,
    now: change.now ?? Date.now,
  });
  return { pictures, [Symbol.dispose]: () => own.cut() };
}

/** Copies the library, and returns the keys of its photos. */
async function listed(world: World): Promise<string[]> {
  const life = await startEngine(world);
  await life.transfer();
  life.kill();
  world.icloud.requests.entries.length = 0;
  return world.log.getAllKeys('photos');
}

const kinds = (answers: readonly PictureAnswer[]): string[] => answers.map(({ kind }) => kind);
const readKinds = async (pictures: ApplePictures, refs: readonly string[]) =>
  kinds(await pictures.read(refs));
/** Requests that reached Apple, by what they are. */
const asked = ({ icloud }: World) => ({
  lookups: icloud.requests.entries.filter(({ path }) => path.includes('/records/lookup')).length,
  downloads: icloud.requests.entries.filter(({ host }) => host.includes('icloud-content')).length,
});

test('HEIC, RAW and video have a picture, twelve of them with one lookup, and each is downloaded once', async () => {
  await using world = await startWorld(cameraLibrary());
  const keys = await listed(world);
  using reader = open(world);
  const answers = await reader.pictures.read(keys);
  expect(kinds(answers)).toEqual(keys.map(() => 'jpeg'));
  expect(asked(world)).toEqual({ lookups: 1, downloads: 12 });
  const videos = answers.filter((answer) => answer.kind === 'jpeg' && answer.durationMs === 12_400);
  expect(videos).toHaveLength(3);
  expect(await reader.pictures.read(keys)).toEqual(answers);
  expect(asked(world)).toEqual({ lookups: 1, downloads: 12 });
  expect(JSON.stringify(answers)).not.toContain('icloud-content');
});

test('two requests at a time become two lookups one after the other, and at most two downloads at once', async () => {
  await using world = await startWorld(cameraLibrary(24));
  const keys = await listed(world);
  using reader = open(world);
  const both = await Promise.all([reader.pictures.read(keys.slice(0, 12)), reader.pictures.read(keys)]);
  expect(both.flatMap(kinds)).toEqual(Array.from({ length: 36 }, () => 'jpeg'));
  expect(asked(world)).toEqual({ lookups: 2, downloads: 24 });
});

test('an edited photo shows its edit', async () => {
  const library = createLibrary(32);
  const edit = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 9, 9, 9);
  library.addPhoto({ bytes: 700, editedStill: { bytes: 600 }, thumbnail: edit });
  await using world = await startWorld(library);
  const keys = await listed(world);
  using reader = open(world);
  const [answer] = await reader.pictures.read(keys);
  const asset = library.primary.assets[0];
  const expected = asset?.resources.get('resJPEGThumb')?.source;
  expect(answer?.kind).toBe('jpeg');
  expect(expected?.sizeBytes).toBe(answer?.kind === 'jpeg' ? Buffer.from(answer.base64, 'base64').length : 0);
});

test('an album shows the cover that its owner chose, and the newest photos need no log', async () => {
  const library = cameraLibrary(6);
  const album = library.albums.addAlbum('Italia 2012');
  library.albums.addTo(album, ...library.primary.assets.slice(0, 4));
  const chosen = library.primary.assets[2];
  if (chosen) library.albums.setCover(album, chosen);
  await using world = await startWorld(library);
  using reader = open(world);
  const latest = latestPhotos(3, 'jane@example.no');
  expect(await readKinds(reader.pictures, latest)).toEqual(['jpeg', 'jpeg', 'jpeg']);
  const keys = await listed(world);
  const [cover, ofPhoto] = await reader.pictures.read([
    coverOf(`private:PrimarySync/${album.recordName}`),
    keys.find((key) => key.endsWith(`/${chosen?.recordName}`)) ?? '',
  ]);
  expect(cover).toMatchObject({ kind: 'jpeg' });
  expect({ ...cover, ref: '' }).toEqual({ ...ofPhoto, ref: '' });
});

test('a photo of another log is found there, under a name of its own', async () => {
  await using world = await startWorld(cameraLibrary(2));
  const [key = '', other = ''] = await listed(world);
  using reader = open(world);
  const inOther = async () => {
    const photo = (await findPhotos(world.log, [other])).get(other);
    return new Map(photo && [['other log', photo]]);
  };
  expect(kinds(await reader.pictures.read(['other log'], inOther))).toEqual(['jpeg']);
  expect(await readKinds(reader.pictures, [key, 'other log'])).toEqual(['jpeg', 'jpeg']);
  expect(asked(world).downloads).toBe(2);
});

test('a photo that is gone at Apple or unknown has none, and the others have theirs', async () => {
  const library = cameraLibrary(4);
  await using world = await startWorld(library);
  const keys = await listed(world);
  const gone = library.primary.assets[0];
  if (gone) library.expunge(gone);
  using reader = open(world);
  const answers = await reader.pictures.read([...keys, 'unknown', 'album:unknown']);
  expect(answers.filter(({ kind }) => kind === 'none').map(({ ref }) => ref)).toEqual([
    `private:PrimarySync/${gone?.recordName}`,
    'unknown',
    'album:unknown',
  ]);
});

test('nobody is signed in: the pictures come later, and no request but those for the session is made', async () => {
  await using world = await startWorld(cameraLibrary(4));
  const keys = await listed(world);
  world.icloud.session.signOut();
  let now = Date.now();
  using reader = open(world, { now: () => now });
  expect(await readKinds(reader.pictures, keys)).toEqual(keys.map(() => 'later'));
  expect(asked(world)).toEqual({ lookups: 0, downloads: 0 });
  world.icloud.session.signIn();
  now += 6_000;
  expect(await readKinds(reader.pictures, keys)).toEqual(keys.map(() => 'jpeg'));
});

test.each([
  ['429 of the photo service', /records\/lookup/, 429],
  ['503 of the byte host', /preview\.jpg/, 503],
])('%s: pictures pause for as long as it asks, and none is asked for meanwhile', async (_, path, status) => {
  await using world = await startWorld(cameraLibrary(4));
  const keys = await listed(world);
  let now = Date.now();
  using reader = open(world, { now: () => now });
  world.icloud.faults.add({
    path,
    times: 1,
    action: { kind: 'answer', status, headers: { 'retry-after': '90' } },
  });
  await reader.pictures.read(keys);
  const before = asked(world);
  now += 80_000;
  expect(await readKinds(reader.pictures, keys)).toContain('later');
  expect(asked(world)).toEqual(before);
  now += 12_000;
  expect(await readKinds(reader.pictures, keys)).toEqual(keys.map(() => 'jpeg'));
});

test('while the copy waits for Apple, pictures wait too', async () => {
  await using world = await startWorld(cameraLibrary(4));
  const keys = await listed(world);
  let waitsUntil = Infinity;
  using reader = open(world, { waitsUntil: () => waitsUntil });
  expect(await readKinds(reader.pictures, keys)).toEqual(keys.map(() => 'later'));
  expect(asked(world)).toEqual({ lookups: 0, downloads: 0 });
  waitsUntil = 0;
  expect(await readKinds(reader.pictures, keys)).toEqual(keys.map(() => 'jpeg'));
});

test('what is no JPEG is not passed on', async () => {
  await using world = await startWorld(cameraLibrary(1));
  const keys = await listed(world);
  world.icloud.faults.add({ path: /preview\.jpg/, times: 1, action: { kind: 'flipByte', at: 0 } });
  using reader = open(world);
  expect(await readKinds(reader.pictures, keys)).toEqual(['none']);
});

test('beside a running copy only some pictures are read at once, and the others are asked for soon', async () => {
  const library = createLibrary(33);
  const thumbnail = new Uint8Array(400_000);
  thumbnail.set([0xff, 0xd8, 0xff]);
  for (let photo = 0; photo < 6; photo += 1) library.addPhoto({ bytes: 700, thumbnail });
  await using world = await startWorld(library);
  const keys = await listed(world);
  let now = Date.now();
  using reader = open(world, { speed: 1_000_000, now: () => now });
  expect(await readKinds(reader.pictures, keys.slice(0, 3))).toEqual(['jpeg', 'jpeg', 'jpeg']);
  const before = asked(world);
  expect((await reader.pictures.read(keys)).slice(3)).toEqual(
    keys.slice(3).map((ref) => ({ ref, kind: 'later', isSoon: true })),
  );
  expect(asked(world)).toEqual(before);
  now += 120_000;
  expect(await readKinds(reader.pictures, keys)).toEqual(keys.map(() => 'jpeg'));
});
