import { expect, test } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

const manyPhotos = (count: number): Library => {
  const library = createLibrary(4);
  for (let photo = 0; photo < count; photo += 1) library.addPhoto({ bytes: 2_000 + photo });
  return library;
};

/** Changes the library during its listing, after `pages` pages. */
const afterPages = ({ icloud }: World, pages: number, change: () => void): void => {
  let seen = 0;
  icloud.switches.afterListPage = () => {
    seen += 1;
    if (seen === pages) change();
  };
};

const transferAll = async (world: World) => {
  const run = await (await startEngine(world)).transfer();
  return { run, report: await readReport(world.log) };
};

test('a photo added during listing is not lost', async () => {
  const library = manyPhotos(130);
  await using world = await startWorld(library);
  afterPages(world, 1, () => library.addPhoto({ name: 'NEW.JPG' }));

  await transferAll(world);

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('photos deleted during listing affect no other photo', async () => {
  const library = manyPhotos(130);
  await using world = await startWorld(library);
  const newestFirst = library.primary.assets.toReversed();
  afterPages(world, 1, () => newestFirst.slice(0, 10).forEach((photo) => library.delete(photo)));

  await transferAll(world);

  expect(await storedContent(world.jottacloud)).toEqual(expect.arrayContaining(wantedContent(library)));
});

test('equal numbers of photos added and deleted during listing affect no other photo', async () => {
  const library = manyPhotos(130);
  await using world = await startWorld(library);
  const oldestFirst = [...library.primary.assets];
  afterPages(world, 1, () => {
    for (const photo of [...oldestFirst.slice(0, 10), ...oldestFirst.slice(-10)]) library.delete(photo);
    for (let photo = 0; photo < 20; photo += 1) library.addPhoto({ takenAt: Date.UTC(2001, 0, photo + 1) });
  });

  await transferAll(world);

  expect(await storedContent(world.jottacloud)).toEqual(expect.arrayContaining(wantedContent(library)));
});

test('a library with a count above its list is copied in full, and the difference is reported', async () => {
  const library = manyPhotos(20);
  await using world = await startWorld(library);
  const record = {
    recordName: 'x',
    recordType: 'IndexCountResult',
    fields: { itemCount: { value: 23, type: 'INT64' } },
  };
  world.icloud.faults.add({
    path: /records\/query\/batch/,
    times: Infinity,
    action: { kind: 'answer', status: 200, body: JSON.stringify({ batch: [{ records: [record] }] }) },
  });

  const { run, report } = await transferAll(world);

  expect(run.shortfalls).toEqual([]);
  expect(run.remarks).toEqual([
    {
      ...{ code: 'list-short', detail: 'PrimarySync: 20 of 23', service: 'icloud' },
      facts: { shown: 20, counted: 23 },
    },
  ]);
  expect(report && isComplete(run, report.totals)).toBe(true);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('an unreadable library is named, and the others are copied', async () => {
  const library = manyPhotos(5);
  const shared = library.addSharedLibrary('private');
  library.addPhoto({ zone: shared });
  await using world = await startWorld(library);
  world.icloud.switches.zoneErrors.set(shared.zoneName, {
    serverErrorCode: 'ZONE_NOT_FOUND',
    reason: 'gone',
  });

  const { run, report } = await transferAll(world);

  expect(run.status).toBe('finished');
  expect(run.shortfalls.map(({ detail }) => detail)).toEqual([expect.stringContaining(shared.zoneName)]);
  expect(report && isComplete(run, report.totals)).toBe(false);
  expect(world.jottacloud.tree.files()).toHaveLength(5);
});

test('a participant’s Shared Library is read from the shared database', async () => {
  const library = manyPhotos(2);
  const shared = library.addSharedLibrary('shared');
  for (let photo = 0; photo < 3; photo += 1) library.addPhoto({ zone: shared });
  await using world = await startWorld(library);

  const { run, report } = await transferAll(world);

  expect(run).toMatchObject({ appleCount: 5, shortfalls: [] });
  expect(report?.libraries.map(({ itemsFound }) => itemsFound).toSorted()).toEqual([2, 3]);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('an account whose shared database always fails is copied from its private database', async () => {
  const library = manyPhotos(3);
  await using world = await startWorld(library);
  world.icloud.switches.sharedDatabaseFails = true;

  const { run } = await transferAll(world);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [{ code: 'shared-unread' }] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test.each(['assetsFirst', 'fillPages', 'ignoreContinuationMarker'] as const)(
  'pages are also read with %s',
  async (name) => {
    const library = manyPhotos(110);
    for (const photo of library.primary.assets.slice(0, 20)) library.duplicateOf(photo);
    await using world = await startWorld(library);
    world.icloud.switches[name] = true;

    const { run } = await transferAll(world);

    expect(run).toMatchObject({ appleCount: 130, shortfalls: [] });
    expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  },
);
