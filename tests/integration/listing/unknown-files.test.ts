import { expect, test } from 'vitest';
import { storedNames } from '../support/far-end.ts';
import { startEngine, type LifeOptions } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { readDiagnosis } from '../../../utils/store/reads/read-diagnosis.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const on = { arrangement: { ...defaultArrangement, editData: true } };
/** More than one answer holds. */
const PHOTOS = 120;

/** The oldest and the newest photo have a file of an unknown kind. */
function libraryOfHolograms(): Library {
  const library = createLibrary(29);
  library.addPhoto({ name: 'OLD.JPG', masterFiles: { resHologram: {} } });
  for (let photo = 2; photo < PHOTOS; photo += 1) library.addPhoto({ bytes: 1_400 });
  library.addPhoto({ name: 'NEW.JPG', assetFiles: { resHologram: {} } });
  return library;
}

/** Counts the lists that ask for all fields. */
function fullPages(): { watch: NonNullable<LifeOptions['watch']>; count: () => number } {
  let pages = 0;
  return {
    count: () => pages,
    watch: ({ body }) => {
      if (body.includes('"CPLAssetAndMaster') && !body.includes('desiredKeys')) pages += 1;
      return () => undefined;
    },
  };
}

test('names unknown kinds of files with one request for all fields, and none when nothing is new', async () => {
  await using world = await startWorld(libraryOfHolograms());
  const pages = fullPages();

  const run = await (await startEngine(world, { watch: pages.watch })).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(pages.count()).toBe(1);
  expect((await readReport(world.log))?.leftOut.furtherFiles).toEqual(['resHologram']);
  expect((await readDiagnosis(world.log)).furtherFiles).toEqual(['resHologram']);

  await (await startEngine(world, { watch: pages.watch })).transfer();
  expect(pages.count()).toBe(1);
  expect((await readReport(world.log))?.leftOut.furtherFiles).toEqual(['resHologram']);
});

test('copies unknown kinds of files with the edit data, also of photos in later answers', async () => {
  await using world = await startWorld(libraryOfHolograms());

  const run = await (await startEngine(world)).transfer(on);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(storedNames(world.jottacloud).filter((name) => name.includes('resHologram'))).toEqual([
    'NEW-resHologram.HEIC',
    'OLD-resHologram.HEIC',
  ]);
  expect((await readReport(world.log))?.leftOut.furtherFiles).toEqual([]);
});

test('repeats only the pages that were requested beside the one that named them', async () => {
  const library = libraryOfHolograms();
  for (let photo = PHOTOS; photo < 999; photo += 1) library.addPhoto({ bytes: 1_400 });
  library.addPhoto({ assetFiles: { resHologram: {} } });
  await using world = await startWorld(library, { speed: 1_000 });
  let pages = 0;
  const watch: LifeOptions['watch'] = ({ body }) => {
    if (body.includes('"CPLAssetAndMaster')) pages += 1;
    return () => undefined;
  };
  const life = await startEngine(world, { watch });
  await life.press({ isConfirmed: false });
  expect(await life.end()).toMatchObject({ status: 'planned' });
  expect(pages).toBeGreaterThanOrEqual(10);
  // Ten full ones, an empty one at the end, and at most four that are under way beside the first.
  expect(pages).toBeLessThanOrEqual(15);
});

test('continues to ask for them after a death', async () => {
  await using world = await startWorld(libraryOfHolograms());
  const life = await startEngine(world, { maxCalls: 150 });
  await life.press(on);
  expect(await life.end()).toBe('died');

  const next = await startEngine(world);
  await next.resume();

  expect(await next.end()).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(storedNames(world.jottacloud).filter((name) => name.includes('resHologram'))).toHaveLength(2);
});

test('finds a kind that arrives with a new photo in a later run', async () => {
  const library = createLibrary(29);
  library.addPhoto({ name: 'OLD.JPG' });
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer(on);
  library.addPhoto({ name: 'NEW.JPG', assetFiles: { resHologram: {} } });
  const pages = fullPages();

  const run = await (await startEngine(world, { watch: pages.watch })).transfer(on);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'changes' });
  expect(pages.count()).toBe(0);
  expect(storedNames(world.jottacloud)).toEqual(['NEW-resHologram.HEIC', 'NEW.JPG', 'OLD.JPG']);
});

test('names what it cannot read although edit data is copied', async () => {
  const library = createLibrary(29);
  library.addPhoto({ oddMasterFields: { resRiddleRes: { value: { token: 'x' }, type: 'ASSETID' } } });
  await using world = await startWorld(library);

  const run = await (await startEngine(world)).transfer(on);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect((await readReport(world.log))?.leftOut.furtherFiles).toEqual(['resRiddle']);
});

test('repeats a failed request for all fields like any other', async () => {
  const library = createLibrary(29);
  library.addPhoto();
  await using world = await startWorld(library);
  let failures = 0;

  const run = await (
    await startEngine(world, {
      forge: ({ body }, reply) => {
        const isListing = body.includes('"CPLAssetAndMaster') && !body.includes('desiredKeys');
        failures += Number(isListing);
        return isListing ? { status: 500, body: '', retryAfter: null } : reply;
      },
    })
  ).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(failures).toBe(1);
});
