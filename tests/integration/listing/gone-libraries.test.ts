import { rowOfRun } from '../../../utils/domain/run/run-row.ts';
import { expect, test } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { type Run } from '../../../utils/domain/run/run.ts';
import { appleFaults } from '../../fakes/icloud/apple-faults.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

/** Requests of a press with nothing new: to both services together. */
const MAX_IDLE_REQUESTS = 10;

const bothLibraries = (database: 'private' | 'shared') => {
  const library = createLibrary(61);
  for (let photo = 0; photo < 4; photo += 1) library.addPhoto({ bytes: 2_000 + photo });
  const zone = library.addSharedLibrary(database);
  library.addPhoto({ zone, name: 'OURS.JPG' });
  return { library, zone };
};
const isWhole = async (world: World, run: Run): Promise<boolean> => {
  const report = await readReport(world.log);
  return report !== null && isComplete(run, report.totals);
};
/** A press, and what it cost. */
const press = async (world: World): Promise<{ run: Run; requests: number; isWhole: boolean }> => {
  const made = (): number => world.icloud.requests.entries.length + world.jottacloud.requests.entries.length;
  const before = made();
  const run = await (await startEngine(world)).transfer();
  return { run, requests: made() - before, isWhole: await isWhole(world, run) };
};

test.each(['shared', 'private'] as const)(
  'a lost library of the %s database is named once and then ignored',
  async (database) => {
    const { library, zone } = bothLibraries(database);
    await using world = await startWorld(library);
    await press(world);
    zone.isDeleted = true;

    const presses = [await press(world), await press(world), await press(world)];

    expect(presses.map(({ isWhole: whole }) => whole)).toEqual([true, true, true]);
    expect(presses.map(({ run }) => [run.listing, run.shortfalls, run.remarks])).toEqual([
      ['changes', [], [expect.objectContaining({ code: 'library-gone', detail: zone.zoneName })]],
      ['changes', [], []],
      ['changes', [], []],
    ]);
    for (const { requests } of presses) expect(requests).toBeLessThanOrEqual(MAX_IDLE_REQUESTS);
    expect(presses.at(-1)?.run).toMatchObject({ appleCount: 4, listedItems: 4, plan: { all: { items: 4 } } });
    expect((await readReport(world.log))?.libraries).toHaveLength(1);
    expect(world.jottacloud.tree.files()).toHaveLength(5);
  },
);

test('a library that disappears and returns is read from the beginning', async () => {
  const { library, zone } = bothLibraries('shared');
  await using world = await startWorld(library);
  await press(world);
  zone.isDeleted = true;
  await press(world);
  zone.isDeleted = false;
  library.addPhoto({ zone, name: 'AGAIN.JPG', bytes: 3_000 });

  const { run, isWhole: whole } = await press(world);

  expect([run.shortfalls, whole]).toEqual([[], true]);
  expect(world.jottacloud.tree.files()).toHaveLength(6);
});

test('a library renamed by a migration is a new library', async () => {
  const library = createLibrary(62);
  for (let photo = 0; photo < 4; photo += 1) library.addPhoto({ bytes: 2_000 + photo });
  await using world = await startWorld(library);
  await press(world);
  const moved = library.addZone('PrimarySync1');
  for (const photo of library.primary.assets) library.moveTo(moved, photo);
  world.icloud.switches.zoneErrors.set('PrimarySync', { serverErrorCode: 'BAD_REQUEST', reason: 'dead' });

  const [second, third] = [await press(world), await press(world)];

  expect(second.run.remarks).toMatchObject([{ code: 'library-gone', detail: 'PrimarySync' }]);
  expect([second.isWhole, third.isWhole]).toEqual([true, true]);
  expect(third.run).toMatchObject({ listing: 'changes', shortfalls: [], plan: { all: { items: 4 } } });
});

test.each([
  ['an original', 'resOriginal', 'photo'],
  ['a video', 'resOriginalVidCompl', 'live'],
] as const)(
  '%s that never came, in a lost library, does not keep a run from ending',
  async (_, part, kind) => {
    const { library, zone } = bothLibraries('shared');
    const add = kind === 'live' ? library.addLivePhoto.bind(library) : library.addPhoto.bind(library);
    const late = add({
      zone,
      name: 'LATE.HEIC',
      ...(kind === 'live' && { oddMasterFields: { resOriginalVidComplRes: { type: 'ASSETID' } } }),
    });
    if (kind === 'photo') late.master.resources.delete(part);
    await using world = await startWorld(library);
    const first = await press(world);
    expect(first.isWhole).toBe(false);
    zone.isDeleted = true;

    const second = await press(world);

    expect(rowOfRun(second.run)).toMatchObject({ status: 'finished', attention: null, shortfalls: [] });
    expect(second.isWhole).toBe(true);
  },
);

test('a malformed lookup of a missing original does not end the run', async () => {
  const library: Library = createLibrary(63);
  const late = library.addPhoto({ name: 'LATE.JPG' });
  library.addPhoto({ name: 'THERE.JPG' });
  late.master.resources.delete('resOriginal');
  await using world = await startWorld(library);
  const life = await startEngine(world, {
    forge: (call, reply) =>
      call.path.endsWith('records/lookup') && call.body.includes(late.master.recordName)
        ? { ...reply, status: 400, body: JSON.stringify({ serverErrorCode: 'BAD_REQUEST', reason: 'x' }) }
        : reply,
  });

  const run = await life.transfer();

  expect(rowOfRun(run)).toMatchObject({ status: 'finished', attention: null, shortfalls: [] });
  expect((await readReport(world.log))?.problems).toMatchObject([{ error: { code: 'original-missing' } }]);
});

test('a library that Apple can never open costs only a few requests', async () => {
  const { library, zone } = bothLibraries('private');
  await using world = await startWorld(library);
  await press(world);
  library.addPhoto({ zone, name: 'NEW.JPG', bytes: 3_000 });
  world.icloud.switches.zoneErrors.set(zone.zoneName, { serverErrorCode: 'BAD_REQUEST', reason: 'x' });
  await press(world);

  const { run, requests } = await press(world);

  expect(run.shortfalls).toMatchObject([{ code: 'library-unread' }]);
  expect(run.listing).toBe('changes');
  expect(requests).toBeLessThanOrEqual(MAX_IDLE_REQUESTS);
});

test('a library that moves to the other database is read there', async () => {
  const { library, zone } = bothLibraries('private');
  await using world = await startWorld(library);
  await press(world);
  zone.isDeleted = true;
  const there = library.addZone(zone.zoneName, { database: 'shared', ownerRecordName: '_other' });
  library.addPhoto({ zone: there, name: 'NEW.JPG', bytes: 3_333 });

  const { run, isWhole: whole } = await press(world);

  expect(run.remarks).toMatchObject([{ code: 'library-gone' }]);
  expect(whole).toBe(true);
  expect(await storedContent(world.jottacloud)).toEqual(expect.arrayContaining(wantedContent(library)));
});

test('neither of two open libraries of a migrated account counts as lost', async () => {
  const { library } = bothLibraries('shared');
  const zone = library.addZone('PrimarySync1');
  library.addPhoto({ zone, name: 'SECOND.JPG' });
  await using world = await startWorld(library);
  await press(world);
  const presses = [];
  for (const changed of [library.primary, zone]) {
    library.addPhoto({ zone: changed, name: 'NEW.JPG', bytes: 3_000 });
    presses.push(await press(world));
  }

  expect(presses.map(({ run, isWhole: whole }) => [run.remarks, whole])).toEqual([
    [[], true],
    [[], true],
  ]);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('a library found lost by a life that died is named by the next life', async () => {
  const { library, zone } = bothLibraries('shared');
  await using world = await startWorld(library);
  await press(world);
  zone.isDeleted = true;
  const dying = await startEngine(world, {
    watch: ({ body }) => {
      if (body.includes('HyperionIndexCountLookup')) dying.kill();
      return () => undefined;
    },
  });
  await dying.press();
  expect(await dying.end()).toBe('died');

  const next = await (await startEngine(world)).transfer();

  expect(next.remarks).toMatchObject([{ code: 'library-gone', detail: zone.zoneName }]);
  expect((await press(world)).run.remarks).toEqual([]);
});

test('a shared database that never answers costs few requests and is read when it answers', async () => {
  const { library, zone } = bothLibraries('shared');
  await using world = await startWorld(library);
  await press(world);
  const { faults } = world.icloud;
  const path = /\/shared\/(changes\/database|zones\/list)/;
  faults.add({ path, times: Infinity, action: appleFaults.serverError() });
  await press(world);

  const { run, requests } = await press(world);

  expect(run.shortfalls).toMatchObject([{ code: 'shared-unread' }]);
  expect(requests).toBeLessThanOrEqual(MAX_IDLE_REQUESTS);
  faults.clear();
  library.addPhoto({ zone, name: 'NEW.JPG', bytes: 3_000 });
  expect(await press(world)).toMatchObject({ isWhole: true, run: { shortfalls: [] } });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});
