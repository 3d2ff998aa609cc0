import { expect, test } from 'vitest';
import { type LifeOptions, startEngine } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

type Forge = NonNullable<LifeOptions['forge']>;

/** A library with photos in the Shared Library, each with a sparse private record. */
function sharing() {
  const library = createLibrary(31);
  for (let photo = 0; photo < 3; photo += 1) library.addPhoto();
  const zone = library.addSharedLibrary('shared');
  const shared = ['BY-OWN.JPG', 'BY-LINK.JPG', 'LATER.JPG'].map((name) => library.addPhoto({ zone, name }));
  const [byOwn, byLink, later] = shared;
  if (!byOwn || !byLink || !later) throw new Error('there are three');
  const sparse = library.addSparse(byLink);
  library.addSparse(byOwn);
  const album = library.albums.addAlbum('Rome');
  library.albums.addTo(album, byOwn);
  library.albums.addRelation(album, sparse.recordName);
  return { library, album, later };
}

test('an album shows shared photos by their own or their sparse records', async () => {
  const { library } = sharing();
  await using world = await startWorld(library);

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect((await readReport(world.log))?.problems).toEqual([]);
  const paths = world.jottacloud.tree.files().map(({ path }) => path);
  expect(paths.filter((path) => path.includes('/Rome/'))).toHaveLength(2);
  for (const name of ['BY-OWN.JPG', 'BY-LINK.JPG'])
    expect(paths.some((path) => path.endsWith(`/Rome/${name}`))).toBe(true);
});

test('a new sparse record adds its photo to the album without reading a list', async () => {
  const { library, album, later } = sharing();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  library.albums.addRelation(album, library.addSparse(later).recordName);
  const lists: string[] = [];

  const run = await (
    await startEngine(world, {
      watch(call) {
        if ('body' in call && call.body.includes('CPLAssetAndMaster')) lists.push(call.body);
        return () => undefined;
      },
    })
  ).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'changes' });
  expect(lists).toEqual([]);
  expect((await readReport(world.log))?.problems).toEqual([]);
  expect(world.jottacloud.tree.files().some(({ path }) => path.endsWith('/Rome/LATER.JPG'))).toBe(true);
});

/** Makes Apple fail each lookup with a name in it. */
const failing =
  (name: () => string | null): Forge =>
  (call, reply) => {
    const failed = name();
    return failed !== null && call.path.endsWith('records/lookup') && call.body.includes(failed)
      ? { ...reply, status: 500, body: JSON.stringify({ serverErrorCode: 'INTERNAL_ERROR', reason: 'x' }) }
      : reply;
  };

test.each(['a first reading', 'changes'])(
  'a sparse record that Apple fails to show is no photo that left its album: %s',
  async (kind) => {
    const { library, album, later } = sharing();
    await using world = await startWorld(library);
    if (kind === 'changes') await (await startEngine(world)).transfer();
    const bad = library.addSparse(later).recordName;
    const good = library.addSparse(library.addPhoto({ zone: later.zone, name: 'GOOD.JPG' })).recordName;
    library.albums.addRelation(album, bad);
    library.albums.addRelation(album, good);
    let failed: string | null = bad;
    const copy = async () => (await startEngine(world, { forge: failing(() => failed) })).transfer();
    const isInAlbum = (name: string): boolean =>
      world.jottacloud.tree.files().some(({ path }) => path.endsWith(`/Rome/${name}`));

    expect((await copy()).shortfalls).toMatchObject([{ code: 'albums-unread', facts: { albums: 'Rome' } }]);
    expect(isInAlbum('GOOD.JPG')).toBe(true);

    failed = null;
    expect((await copy()).shortfalls).toEqual([]);
    expect(isInAlbum('LATER.JPG')).toBe(true);
  },
);

test('a count that includes sparse records does not report an unreadable photo', async () => {
  const { library } = sharing();
  library.primary.countedOnly = 2;
  await using world = await startWorld(library);

  await (await startEngine(world)).transfer();

  expect((await readReport(world.log))?.unusable).toEqual([]);
});
