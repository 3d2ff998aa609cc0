import { describe, expect, test } from 'vitest';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import type { LibraryZone } from '../../fakes/icloud/library/records.ts';

const on = { arrangement: { ...defaultArrangement, sharedAlbums: true } };

/** A library with a photo, an own shared album with two, and one of somebody else with one. */
function libraryWithAlbums(): { library: Library; summer: LibraryZone; party: LibraryZone } {
  const library = createLibrary(37);
  library.addPhoto({ name: 'A.JPG' });
  const summer = library.addSharedAlbum('Summer');
  for (const name of ['S1.JPG', 'S2.JPG']) library.addPhoto({ name, zone: summer });
  const party = library.addSharedAlbum('Party', 'shared');
  library.addPhoto({ name: 'P1.JPG', zone: party });
  return { library, summer, party };
}
const pathsOf = ({ jottacloud }: World): string[] =>
  jottacloud.tree
    .files()
    .map(({ path }) => path.replace('iCloud Photos/', ''))
    .toSorted();
const main = ['Not in any album/2024/A.JPG'];
const all = [
  ...main,
  ...['Shared Albums/Party/P1.JPG', 'Shared Albums/Summer/S1.JPG', 'Shared Albums/Summer/S2.JPG'],
];

async function press(world: World, request = {}) {
  const calls = { lists: 0, changes: 0 };
  const watch = ({ path, body }: { path: string; body: string }) => {
    if (body.includes('CPLAssetAndMaster')) calls.lists += 1;
    if (path.endsWith('changes/zone')) calls.changes += 1;
    return () => undefined;
  };
  const run = await (await startEngine(world, { watch })).transfer(request);
  const report = await readReport(world.log);
  expect(run.status).toBe('finished');
  return { run, report, calls };
}

test('they are left out by default and reported so', async () => {
  await using world = await startWorld(libraryWithAlbums().library);

  const { run, report } = await press(world);

  expect(run).toMatchObject({ shortfalls: [], plan: { all: { items: 1 } } });
  expect(pathsOf(world)).toEqual(main);
  expect(report?.skippedZones).toHaveLength(2);
  expect(report?.libraries).toHaveLength(1);
});

describe.each([
  ['listed by the date they were added', true],
  ['shown by their history alone', false],
])('shared albums whose photos are %s', (_, hasAddedList) => {
  const start = (): ReturnType<typeof libraryWithAlbums> => {
    const made = libraryWithAlbums();
    for (const zone of [made.summer, made.party]) zone.hasAddedList = hasAddedList;
    return made;
  };

  test('lie in a folder of their name, with originals, and are counted', async () => {
    await using world = await startWorld(start().library);

    const { run, report } = await press(world, on);

    expect(run).toMatchObject({ shortfalls: [], plan: { all: { items: 4 } }, appleCount: 4, listedItems: 4 });
    expect(run.remarks).toEqual([]);
    expect(pathsOf(world)).toEqual(all);
    expect(report?.totals).toMatchObject({ itemsDone: 4, filesProved: 4 });
    expect(report?.skippedZones).toEqual([]);
    expect(report?.libraries.map(({ title, itemsFound }) => [title, itemsFound])).toEqual(
      expect.arrayContaining([
        ['Party', 1],
        ['Summer', 2],
      ]),
    );

    const next = await press(world, on);
    expect(next.run).toMatchObject({ shortfalls: [], plan: { all: { items: 4 } } });
    // Where Apple does not count, only the changes say that nothing is new.
    expect(next.calls).toEqual({ lists: 0, changes: hasAddedList ? 0 : 2 });
  });

  test('are followed: new photos are copied, deleted ones are not', async () => {
    const { library, summer } = start();
    await using world = await startWorld(library);
    await press(world, on);
    library.addPhoto({ name: 'S3.JPG', zone: summer });
    const [gone] = summer.assets;
    if (gone) library.delete(gone);

    const { run, calls } = await press(world, on);

    expect(run).toMatchObject({ shortfalls: [], plan: { all: { items: 4 } } });
    expect(pathsOf(world)).toEqual([...all, 'Shared Albums/Summer/S3.JPG']);
    expect(calls).toEqual({ lists: 0, changes: hasAddedList ? 1 : 2 });
  });

  test('are added when they are switched on after a copy, without sending anything twice', async () => {
    await using world = await startWorld(start().library);
    await press(world);
    const sent = world.jottacloud.uploads.length;

    const { run } = await press(world, on);

    expect(run).toMatchObject({ shortfalls: [], plan: { all: { items: 4 } } });
    expect(pathsOf(world)).toEqual(all);
    expect(world.jottacloud.uploads).toHaveLength(sent + 3);
  });

  test('stay when they are switched off, and are reported as left out, never as lost', async () => {
    const { library, summer } = start();
    await using world = await startWorld(library);
    await press(world, on);
    library.addPhoto({ name: 'S3.JPG', zone: summer });

    const { run, report } = await press(world);

    expect(run).toMatchObject({ shortfalls: [], remarks: [], plan: { all: { items: 1 } } });
    expect(pathsOf(world)).toEqual(all);
    expect(report?.skippedZones).toHaveLength(2);
    expect(report?.libraries).toHaveLength(1);

    const sent = world.jottacloud.uploads.length;
    const back = await press(world, on);
    expect(back.run).toMatchObject({ shortfalls: [], remarks: [], plan: { all: { items: 4 + 1 } } });
    expect(pathsOf(world)).toEqual([...all, 'Shared Albums/Summer/S3.JPG']);
    expect(world.jottacloud.uploads).toHaveLength(sent + 1);
  });
});

test('are asked only for lists that they have, with Hidden and Recently Deleted on', async () => {
  await using world = await startWorld(libraryWithAlbums().library);
  const arrangement = { ...on.arrangement, hidden: true, recentlyDeleted: true };

  const { run } = await press(world, { arrangement });
  expect(run.shortfalls).toEqual([]);
  expect(pathsOf(world)).toEqual(all);

  const next = await press(world, { arrangement });
  expect(next.run).toMatchObject({ shortfalls: [], listing: 'changes' });
});

test('one that fails is named and affects no other', async () => {
  const { library, summer } = libraryWithAlbums();
  await using world = await startWorld(library);
  await press(world, on);
  library.addPhoto({ name: 'S3.JPG', zone: summer });
  library.addPhoto({ name: 'B.JPG' });
  const forge = (
    call: { path: string; body: string },
    reply: { status: number; body: string; retryAfter: string | null },
  ) =>
    call.body.includes(summer.zoneName)
      ? { ...reply, status: 500, body: JSON.stringify({ serverErrorCode: 'INTERNAL_ERROR' }) }
      : reply;

  const run = await (await startEngine(world, { forge })).transfer(on);

  expect(run.shortfalls).toMatchObject([{ code: 'library-unread', facts: { albums: 'Summer' } }]);
  expect(pathsOf(world)).toEqual([
    'Not in any album/2024/A.JPG',
    'Not in any album/2024/B.JPG',
    ...all.slice(1),
  ]);

  const next = await press(world, on);
  expect(next.run.shortfalls).toEqual([]);
  expect(pathsOf(world)).toContain('Shared Albums/Summer/S3.JPG');
});

test('one that Apple cannot open is reported only when it is wanted', async () => {
  const { library, summer } = libraryWithAlbums();
  await using world = await startWorld(library);
  world.icloud.switches.zoneErrors.set(summer.zoneName, { serverErrorCode: 'BAD_REQUEST', reason: 'no' });

  expect((await press(world)).run.shortfalls).toEqual([]);
  expect((await press(world, on)).run.shortfalls).toMatchObject([{ code: 'library-unread' }]);
  expect(pathsOf(world)).toEqual([...main, 'Shared Albums/Party/P1.JPG']);

  world.icloud.switches.zoneErrors.clear();
  expect((await press(world, on)).run.shortfalls).toEqual([]);
  expect(pathsOf(world)).toEqual(all);
});

test('one that its owner deletes is reported as lost, and copied photos stay', async () => {
  const { library, party } = libraryWithAlbums();
  await using world = await startWorld(library);
  await press(world, on);
  party.isDeleted = true;

  const { run } = await press(world, on);

  expect(run).toMatchObject({ shortfalls: [], remarks: [{ code: 'library-gone' }] });
  expect(pathsOf(world)).toEqual(all);
});

test('two of one name, one without a name and an album named like our folder stay separate', async () => {
  const library = createLibrary(37);
  const photo = library.addPhoto({ name: 'A.JPG' });
  library.albums.addTo(library.albums.addAlbum('Shared Albums'), photo);
  for (const title of ['Summer', 'Summer', undefined]) {
    const zone = library.addSharedAlbum(title ?? '');
    zone.title = title;
    library.addPhoto({ name: 'S.JPG', zone });
  }
  await using world = await startWorld(library);

  const { run } = await press(world, on);

  expect(run.shortfalls).toEqual([]);
  expect(pathsOf(world).map((path) => path.replace(/\([0-9A-F]+\)/, '(…)'))).toEqual([
    'Shared Albums (…)/A.JPG',
    'Shared Albums/Summer (…)/S.JPG',
    'Shared Albums/Summer/S.JPG',
    'Shared Albums/Untitled album/S.JPG',
  ]);
});

test('folders by year and month are made within each album', async () => {
  await using world = await startWorld(libraryWithAlbums().library);

  await press(world, { arrangement: { ...on.arrangement, layout: 'year-month' } });
  expect(pathsOf(world)).toContain('Shared Albums/Summer/2024/2024-01/S1.JPG');

  await press(world, { arrangement: { ...on.arrangement, layout: 'one-folder' } });
  expect(pathsOf(world)).toContain('Shared Albums/Summer/S1.JPG');
});
