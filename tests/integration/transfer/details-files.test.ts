import { expect, test } from 'vitest';
import { countReads } from '../support/counted-reads.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';

const withDetails = { arrangement: { ...defaultArrangement, details: 'json' as const } };
const textOf = async ({ jottacloud }: World, path: string): Promise<string> =>
  Buffer.from((await jottacloud.tree.file(path)?.bytes()) ?? []).toString('utf8');

test('each photo gets its details file in every album, and each album its list of photos', async () => {
  const library = createLibrary(5);
  const photo = library.addPhoto({
    name: 'IMG_0001.JPG',
    bytes: 3_000,
    details: { title: 'Fjord', keywords: ['hav', 'fjell'], description: 'Ved vannet' },
  });
  const [first, second] = [library.albums.addAlbum('Norge'), library.albums.addAlbum('Sommer')];
  library.albums.addTo(first, photo);
  library.albums.addTo(second, photo);
  await using world = await startWorld(library);

  const run = await (await startEngine(world)).transfer(withDetails);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  const paths = world.jottacloud.tree.files().map(({ path }) => path);
  expect(paths.toSorted()).toEqual(
    ['Norge', 'Sommer'].flatMap((album) =>
      ['IMG_0001.JPG', 'IMG_0001.JPG.json', 'album.json'].map((name) => `iCloud Photos/${album}/${name}`),
    ),
  );
  const words = JSON.parse(await textOf(world, 'iCloud Photos/Sommer/IMG_0001.JPG.json')) as unknown;
  expect(words).toMatchObject({ title: 'Fjord', keywords: ['hav', 'fjell'], albums: ['Norge', 'Sommer'] });
  const album = JSON.parse(await textOf(world, 'iCloud Photos/Norge/album.json')) as unknown;
  expect(album).toMatchObject({ name: 'Norge', photos: [{ files: ['IMG_0001.JPG'], title: 'Fjord' }] });
  expect((await readReport(world.log))?.totals).toMatchObject({
    itemsFound: 1,
    filesOwn: 6 - 2,
    filesProved: 2,
  });
});

test('changed details replace our older ones', async () => {
  const library = createLibrary(5);
  const photo = library.addPhoto({ name: 'IMG_0001.JPG', bytes: 3_000 });
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer(withDetails);
  const path = world.jottacloud.tree.files().find((file) => file.path.endsWith('.json'))?.path ?? '';
  library.setFavourite(photo, true);

  const run = await (await startEngine(world)).transfer(withDetails);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(world.jottacloud.tree.files().filter((file) => file.path.endsWith('.json'))).toHaveLength(1);
  expect(JSON.parse(await textOf(world, path))).toMatchObject({ favourite: true });
});

test('the list of an album is rebuilt only when the album changes', async () => {
  const library = createLibrary(5);
  const photos = Array.from({ length: 30 }, (_, index) =>
    library.addPhoto({ name: `IMG_${index}.JPG`, bytes: 3_000 }),
  );
  const folder = library.albums.addFolder('Reiser');
  const album = library.albums.addAlbum('Norge', { parent: folder });
  library.albums.addTo(album, ...photos);
  await using world = await startWorld(library);
  const press = async (): Promise<unknown> => {
    const run = await (await startEngine(world)).transfer(withDetails);
    expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
    const path = world.jottacloud.tree.files().find((file) => file.path.endsWith('album.json'))?.path;
    return JSON.parse(await textOf(world, path ?? ''));
  };
  expect(await press()).toMatchObject({ name: 'Norge', folders: ['Reiser'] });

  // One look whether the album holds a photo at all.
  expect(await countReads(press, 'members')).toBeLessThanOrEqual(2);

  const [first, second] = photos;
  if (!first || !second) throw new Error('there are photos');
  library.albums.removeFrom(album, first);
  expect(await press()).toHaveProperty('photos.length', 29);
  second.details = { title: 'Fossen' };
  second.zone.touch(second, library.nowMs);
  expect(JSON.stringify(await press())).toContain('Fossen');
  library.albums.rename(album, 'Noreg');
  expect(await press()).toMatchObject({ name: 'Noreg' });
  library.albums.rename(folder, 'Turar');
  expect(await press()).toMatchObject({ folders: ['Turar'] });
});
