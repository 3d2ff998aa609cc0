import { expect, test, vi } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { everything } from '../../../utils/domain/album/choice.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { changeChoice, confirmRun, copyChosen } from '../../../utils/store/runs/runs.ts';
import { type Run } from '../../../utils/domain/run/run.ts';
import { appleFaults } from '../../fakes/icloud/apple-faults.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

const HOUR_MS = 3_600_000;

const fivePhotos = (): Library => {
  const library = createLibrary(51);
  for (let photo = 1; photo <= 5; photo += 1)
    library.addPhoto({ name: `IMG_000${photo}.JPG`, bytes: 2_000 + photo });
  return library;
};
/** Edits one photo, puts one into an album, and deletes one while another is added: no count changes by that. */
const changeAtApple = (library: Library): void => {
  const [edited, filed, deleted] = library.primary.assets;
  if (!edited || !filed || !deleted) throw new Error('no photos');
  library.edit(edited);
  library.albums.addTo(library.albums.addAlbum('Tur'), filed);
  library.delete(deleted);
  library.addPhoto({ name: 'NEW.JPG', bytes: 3_000 });
};
const paths = ({ jottacloud }: World): string[] =>
  jottacloud.tree.files().map(({ path }) => path.replace('iCloud Photos/', ''));
const isWhole = async (world: World, run: Run): Promise<boolean> => {
  const report = await readReport(world.log);
  return report !== null && isComplete(run, report.totals);
};
const expectChangesThere = async (world: World, run: Run): Promise<void> => {
  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await isWhole(world, run)).toBe(true);
  expect(await storedContent(world.jottacloud)).toEqual(expect.arrayContaining(wantedContent(world.library)));
  expect(paths(world)).toContain('Tur/IMG_0002.JPG');
};

test('changes during a waiting plan are copied by "send five first" and the copy of the rest', async () => {
  const library = fivePhotos();
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press({ isConfirmed: false });
  const planned = await life.end();
  if (planned === 'died') throw new Error('it died');
  changeAtApple(library);

  const { destinationFolder, arrangement, speed } = planned;
  const request = { destinationFolder, arrangement, speed };
  const items = (await world.log.getAllKeys('photos')).slice(0, 2);
  await copyChosen(world.log, world.clock.now(), { ...request, choice: { ...everything, items } });
  await life.engine.wake();
  await life.end();
  await copyChosen(world.log, world.clock.now(), { ...request, choice: everything });
  await life.engine.wake();

  const run = await life.end();
  if (run === 'died') throw new Error('it died');
  await expectChangesThere(world, run);
});

test('changes during a waiting plan are copied after another choice before Start', async () => {
  const library = fivePhotos();
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press({ isConfirmed: false });
  await life.end();
  changeAtApple(library);

  await changeChoice(world.log, { ...everything, kinds: ['video'] });
  await life.engine.wake();
  await life.end();
  await changeChoice(world.log, everything);
  await life.engine.wake();
  await life.end();
  await confirmRun(world.log, world.clock.now());
  await life.engine.wake();

  const run = await life.end();
  if (run === 'died') throw new Error('it died');
  await expectChangesThere(world, run);
});

test('changes between counting and Start are copied by the next press', async () => {
  const library = fivePhotos();
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press({ isConfirmed: false });
  await life.end();
  changeAtApple(library);
  await confirmRun(world.log, world.clock.now());
  await life.engine.wake();
  await life.end();

  const run = await life.transfer();

  expect(run.listing).toBe('changes');
  await expectChangesThere(world, run);
});

test('changes between two lives of one reading are followed', async () => {
  const library = fivePhotos();
  const album = library.albums.addAlbum('Tur');
  const [first, second] = library.primary.assets;
  if (!first || !second) throw new Error('no photos');
  library.albums.addTo(album, first);
  await using world = await startWorld(library);
  const albumIsRead = (): Promise<unknown> =>
    vi.waitFor(async () => expect((await world.log.getAll('albums'))[0]?.list.isListed).toBe(true));
  const dying = await startEngine(world, {
    watch: async ({ body }) => {
      if (body.includes('CPLAssetAndMaster')) await albumIsRead();
      return () => undefined;
    },
  });
  world.icloud.switches.afterListPage = (recordType) => {
    if (recordType.startsWith('CPLAssetAndMaster')) dying.kill();
  };
  await dying.press();
  expect(await dying.end()).toBe('died');
  world.icloud.switches.afterListPage = undefined;
  library.albums.addTo(album, second);

  const runs = [await (await startEngine(world)).end(), await (await startEngine(world)).transfer()];
  await (await startEngine(world)).engine.wake();

  expect(runs.at(-1)).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(paths(world)).toContain('Tur/IMG_0002.JPG');
});

test('a plan older than an hour reads new photos, also while Apple does not count', async () => {
  const library = fivePhotos();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const life = await startEngine(world);
  library.addPhoto({ name: 'FIRST.JPG', bytes: 3_000 });
  await life.press({ isConfirmed: false });
  await life.end();
  world.clock.jump(2 * HOUR_MS);
  library.addPhoto({ name: 'SECOND.JPG', bytes: 3_100 });
  world.icloud.faults.add({ path: /query\/batch/, times: Infinity, action: appleFaults.serverError() });

  await confirmRun(world.log, world.clock.now());
  await life.engine.wake();

  expect(await life.end()).toMatchObject({ status: 'finished', listing: 'all', shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('switching Hidden on later reads Hidden and nothing else', async () => {
  const library = fivePhotos();
  library.addPhoto({ name: 'SECRET.JPG', hidden: true });
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const life = await startEngine(world);
  world.icloud.switches.afterListPage = undefined;
  await life.press({ isConfirmed: false });
  await life.end();
  const { arrangement } = await life.until(() => true);

  const run = await life.transfer({ arrangement: { ...arrangement, hidden: true } });

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'all' });
  expect(paths(world)).toContain('Hidden/2024/SECRET.JPG');
});

test.each([
  [
    'a new photo and an edit',
    (library: Library, zone: Library['primary']) => {
      library.addPhoto({ zone, name: 'NEW.JPG', bytes: 3_000 });
      const [photo] = zone.assets;
      if (photo) library.edit(photo);
    },
  ],
  [
    'an edit',
    (library: Library, zone: Library['primary']) => {
      const [photo] = zone.assets;
      if (photo) library.edit(photo);
    },
  ],
])('%s in a library that Apple cannot open is reported, and copied when it opens', async (_, change) => {
  const library = fivePhotos();
  const zone = library.addSharedLibrary('shared');
  library.addPhoto({ zone, name: 'OURS.JPG' });
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  change(library, zone);
  const { zoneErrors } = world.icloud.switches;
  zoneErrors.set(zone.zoneName, { serverErrorCode: 'INTERNAL_ERROR', reason: 'x' });

  const [second, third] = [await startEngine(world), await startEngine(world)];
  for (const life of [second, third]) {
    const run = await life.transfer();
    expect(run.shortfalls).toMatchObject([{ code: 'library-unread' }]);
    expect(await isWhole(world, run)).toBe(false);
  }
  zoneErrors.clear();
  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'changes' });
  expect(await isWhole(world, run)).toBe(true);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});
