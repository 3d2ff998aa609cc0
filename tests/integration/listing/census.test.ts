import { expect, test } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { everything } from '../../../utils/domain/album/choice.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { changeChoice, confirmRun, dropPlan } from '../../../utils/store/runs/runs.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

const MAIN = 'CPLAssetAndMasterByAssetDateWithoutHiddenOrDeleted';
const BY_ADDED = 'CPLAssetAndMasterByAddedDate';
const HIDDEN = 'CPLAssetAndMasterHiddenByAssetDate';

const photos = (count: number): Library => {
  const library = createLibrary(21);
  for (let photo = 0; photo < count; photo += 1) library.addPhoto({ bytes: 1_500 + photo });
  return library;
};
const namesOf = (library: Library, from: number, to: number): Set<string> =>
  new Set(library.primary.assets.slice(from, to).map(({ recordName }) => recordName));
const transferAll = async (world: World) => {
  const run = await (await startEngine(world)).transfer();
  const report = await readReport(world.log);
  return { run, isWhole: report !== null && isComplete(run, report.totals) };
};
const asked = ({ icloud }: World, path: RegExp, body = /./): number =>
  icloud.requests.to(/ckdatabasews/, path).filter((request) => body.test(request.body ?? '')).length;

test('photos missing from the list are found by the date they were added', async () => {
  const library = photos(120);
  await using world = await startWorld(library);
  world.icloud.switches.unlisted.set(MAIN, namesOf(library, 50, 57));

  const { run, isWhole } = await transferAll(world);

  expect(run).toMatchObject({
    shortfalls: [],
    appleCount: 120,
    listedItems: 120,
    plan: { all: { items: 120 } },
  });
  expect(isWhole).toBe(true);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(asked(world, /changes\/zone/)).toBe(0);
});

test('photos missing from all lists are found in the library’s history, past empty answers', async () => {
  const library = photos(120);
  library.addPhoto({ hidden: true });
  library.delete(library.addPhoto());
  const [first] = library.primary.assets;
  if (!first) throw new Error('no photo');
  // Steps that later ones replace: answers without a record in the middle of the history.
  for (let change = 0; change < 450; change += 1) library.setFavourite(first, change % 2 === 0);
  library.addPhoto({ name: 'LAST.JPG' });
  await using world = await startWorld(library);
  const last = library.primary.assets.length;
  const missing = new Set([...namesOf(library, 50, 57), ...namesOf(library, last - 1, last)]);
  world.icloud.switches.unlisted.set(MAIN, missing).set(BY_ADDED, missing);
  world.icloud.switches.emptyChangePages = 40;

  const { run, isWhole } = await transferAll(world);

  expect(run).toMatchObject({
    shortfalls: [],
    appleCount: 121,
    listedItems: 121,
    plan: { all: { items: 121 } },
  });
  expect(isWhole).toBe(true);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('photos that cannot be found are reported as a number, and all others are copied', async () => {
  const library = photos(30);
  await using world = await startWorld(library);
  const missing = namesOf(library, 3, 8);
  world.icloud.switches.unlisted.set(MAIN, missing).set(BY_ADDED, missing);
  world.icloud.faults.add({
    path: /changes\/zone/,
    times: Infinity,
    action: {
      kind: 'answer',
      status: 200,
      body: JSON.stringify({ zones: [{ serverErrorCode: 'BAD_REQUEST', reason: 'no' }] }),
    },
  });

  const { run, isWhole } = await transferAll(world);

  expect(run).toMatchObject({ status: 'finished', appleCount: 30, listedItems: 25 });
  expect(run.shortfalls).toEqual([]);
  expect(run.remarks).toEqual([
    {
      ...{ code: 'list-short', detail: 'PrimarySync: 25 of 30', service: 'icloud' },
      facts: { shown: 25, counted: 30 },
    },
  ]);
  expect(isWhole).toBe(true);
  expect(asked(world, /records\/query/, /ByAddedDate/)).toBeGreaterThan(0);
  expect(await storedContent(world.jottacloud)).toHaveLength(25);
});

test('a hidden photo whose original arrives during the copy is filed in Hidden', async () => {
  const library = photos(3);
  const hidden = library.addPhoto({ name: 'SECRET.JPG', hidden: true });
  const original = hidden.master.resources.get('resOriginal');
  hidden.master.resources.delete('resOriginal');
  await using world = await startWorld(library);
  world.icloud.switches.afterListPage = (recordType) => {
    if (recordType === HIDDEN && original) hidden.master.resources.set('resOriginal', original);
  };

  const run = await (
    await startEngine(world)
  ).transfer({ arrangement: { ...defaultArrangement, hidden: true } });

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(world.jottacloud.tree.files().map(({ path }) => path)).toContain(
    'iCloud Photos/Hidden/2024/SECRET.JPG',
  );
});

test('a plan waits for "Start" and counts the choice that was made during counting', async () => {
  const library = photos(20);
  library.addVideo({ name: 'FILM.MOV' });
  await using world = await startWorld(library);
  const videos = { ...everything, kinds: ['video' as const] };
  const choices: Promise<void>[] = [];
  world.icloud.switches.afterListPage = (recordType) => {
    if (recordType === MAIN && choices.length === 0) choices.push(changeChoice(world.log, videos));
  };
  const life = await startEngine(world);

  await life.press({ isConfirmed: false });
  const planned = await life.end();
  await Promise.all(choices);

  expect(planned).toMatchObject({
    status: 'planned',
    choice: videos,
    plan: { all: { items: 1 }, notChosen: 20 },
  });
  expect(world.jottacloud.uploads).toHaveLength(0);

  const lists = asked(world, /records\/query/, /ByAssetDateWithout/);
  await confirmRun(world.log, world.clock.now());
  await life.engine.wake();
  expect(await life.end()).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(world.jottacloud.tree.files().map(({ path }) => path)).toEqual([
    'iCloud Photos/Not in any album/2024/FILM.MOV',
  ]);
  expect(asked(world, /records\/query/, /ByAssetDateWithout/)).toBe(lists);
});

test('a plan dropped during counting leaves the previous run unchanged', async () => {
  const library = photos(20);
  await using world = await startWorld(library);
  const before = await (await startEngine(world)).transfer();
  library.addPhoto();
  const drops: Promise<void>[] = [];
  world.icloud.switches.afterListPage = (recordType) => {
    if (recordType === MAIN && drops.length === 0) drops.push(dropPlan(world.log));
  };
  const life = await startEngine(world);

  await life.press({ isConfirmed: false, thorough: true });
  const after = await life.end();
  await Promise.all(drops);

  expect(drops).toHaveLength(1);
  expect(after).toEqual(before);
  expect(await storedContent(world.jottacloud)).toHaveLength(20);
});
