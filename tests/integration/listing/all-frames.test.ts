import { expect, test } from 'vitest';
import { storedNames } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import type { IcloudCall, IcloudReply } from '../../../utils/icloud/transport.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import type { AssetRecord } from '../../fakes/icloud/library/records.ts';

const [OTHER, KEY] = [2, 16];
const allFrames = { arrangement: { ...defaultArrangement, bursts: 'all' as const } };

/** A photo and a burst of three. */
function libraryWithBurst(): { library: Library; frames: AssetRecord[] } {
  const library = createLibrary(29);
  library.addPhoto({ name: 'A.JPG' });
  const burstId = library.random.uuid();
  const frames = [KEY, OTHER, OTHER].map((burstFlags, index) =>
    library.addPhoto({ name: `F${index}.JPG`, burstId, burstFlags }),
  );
  return { library, frames };
}
const [chosen, all] = [
  ['A.JPG', 'F0.JPG'],
  ['A.JPG', 'F0.JPG', 'F1.JPG', 'F2.JPG'],
];

/** Presses, and counts requests for lists and for changes. */
async function press(world: World, request = {}) {
  const calls = { lists: 0, changes: 0 };
  const watch = ({ path, body }: { path: string; body: string }) => {
    if (body.includes('CPLAssetAndMaster')) calls.lists += 1;
    if (path.endsWith('changes/zone')) calls.changes += 1;
    return () => undefined;
  };
  const run = await (await startEngine(world, { watch })).transfer(request);
  const report = await readReport(world.log);
  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(run.remarks ?? []).toEqual([]);
  return { run, report, calls };
}

test('only the chosen frame is copied by default', async () => {
  await using world = await startWorld(libraryWithBurst().library);

  const { run, report } = await press(world);

  expect(storedNames(world.jottacloud)).toEqual(chosen);
  expect(run.plan?.all.items).toBe(2);
  expect(report?.libraries).toMatchObject([{ appleCount: 2, itemsFound: 2 }]);
});

test('all frames are copied and counted when they are wanted', async () => {
  await using world = await startWorld(libraryWithBurst().library);

  const { run, report } = await press(world, allFrames);

  expect(storedNames(world.jottacloud)).toEqual(all);
  expect(run.plan).toMatchObject({ all: { items: 4 }, notChosen: 0 });
  expect(run).toMatchObject({ appleCount: 4, listedItems: 4 });
  expect(report?.totals).toMatchObject({ itemsFound: 4, itemsDone: 4 });
  expect(report?.libraries).toMatchObject([{ appleCount: 4, itemsFound: 4, frames: 2 }]);

  const next = await press(world, allFrames);
  expect(next.calls).toEqual({ lists: 0, changes: 0 });
  expect(next.run.plan?.all.items).toBe(4);
});

test('frames are added to a finished copy without reading a list', async () => {
  await using world = await startWorld(libraryWithBurst().library);
  await press(world);
  const sent = world.jottacloud.uploads.length;

  const { run, calls } = await press(world, allFrames);

  expect(storedNames(world.jottacloud)).toEqual(all);
  expect(run.plan?.all.items).toBe(4);
  expect(world.jottacloud.uploads).toHaveLength(sent + 2);
  expect(calls).toEqual({ lists: 0, changes: 1 });
});

test('switching frames off removes nothing, adds nothing and keeps the report true', async () => {
  const { library } = libraryWithBurst();
  await using world = await startWorld(library);
  await press(world, allFrames);
  const burstId = library.random.uuid();
  library.addPhoto({ name: 'NEW.JPG', burstId, burstFlags: KEY });
  library.addPhoto({ name: 'NEWER.JPG', burstId, burstFlags: OTHER });

  const { run, report } = await press(world);

  expect(storedNames(world.jottacloud)).toEqual([...all, 'NEW.JPG']);
  expect(run.plan).toMatchObject({ all: { items: 3 }, notChosen: 0, others: { items: 2 } });
  expect(report?.libraries).toMatchObject([{ appleCount: 3, itemsFound: 3 }]);

  const back = await press(world, allFrames);
  expect(storedNames(world.jottacloud)).toEqual([...all, 'NEW.JPG', 'NEWER.JPG']);
  expect(back.run.plan?.all.items).toBe(6);
});

test.each([
  ['all lists are read again', true],
  ['only changes are read', false],
])('frames are found again where %s', async (_, thorough) => {
  const { library, frames } = libraryWithBurst();
  await using world = await startWorld(library);
  await press(world, allFrames);
  // Another frame is picked, and one is gone for good.
  if (frames[0]) library.setBurstFlags(frames[0], OTHER);
  if (frames[1]) library.setBurstFlags(frames[1], KEY);
  if (frames[2]) library.expunge(frames[2]);
  const sent = world.jottacloud.uploads.length;

  const { run, report } = await press(world, { ...allFrames, thorough });

  expect(run.plan?.all.items).toBe(3);
  expect(report?.libraries).toMatchObject([{ appleCount: 3, itemsFound: 3, frames: 1 }]);
  expect(storedNames(world.jottacloud)).toEqual(all);
  expect(world.jottacloud.uploads).toHaveLength(sent);
});

test('a hidden frame is copied only when Hidden is on', async () => {
  const { library, frames } = libraryWithBurst();
  if (frames[2]) library.setHidden(frames[2], true);
  await using world = await startWorld(library);

  const { run } = await press(world, allFrames);
  expect(storedNames(world.jottacloud)).toEqual(all.slice(0, 3));
  expect(run.plan?.all.items).toBe(3);

  await press(world, { arrangement: { ...allFrames.arrangement, hidden: true } });
  expect(world.jottacloud.tree.files().map(({ path }) => path)).toContain('iCloud Photos/Hidden/2024/F2.JPG');
});

test('an unreadable history is reported, affects no other photo and is read at the next press', async () => {
  const { library } = libraryWithBurst();
  await using world = await startWorld(library);
  const forge = ({ path, body }: IcloudCall, reply: IcloudReply): IcloudReply =>
    path.endsWith('changes/zone') && !body.includes('syncToken')
      ? { ...reply, status: 500, body: JSON.stringify({ serverErrorCode: 'INTERNAL_ERROR' }) }
      : reply;

  const run = await (await startEngine(world, { forge })).transfer(allFrames);

  expect(run.shortfalls).toMatchObject([{ code: 'frames-unread' }]);
  expect(storedNames(world.jottacloud)).toEqual(chosen);

  await press(world, allFrames);
  expect(storedNames(world.jottacloud)).toEqual(all);
});
