import { expect, test } from 'vitest';
import { fillFarEnd } from '../support/fill-far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { fillLog } from '../../bench/fill-moved.ts';
import { factsOf } from '../../bench/idle-cases.ts';
import { likeMoved } from '../../bench/moved-records.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { type Run } from '../../../utils/domain/run/run.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

/** Earlier builds looked at new files only, once there were more than 5,000. */
const LARGE = 5_200;
const MOVED = 10;

/** Creates a world in which `items` photos are in Jottacloud, in fact and by the log. */
async function movedWorld(items: number): Promise<World> {
  const library = createLibrary(9);
  for (let photo = 0; photo < MOVED; photo += 1) library.addPhoto({ bytes: 1_400 });
  const world = await startWorld(library);
  await (await startEngine(world)).transfer();
  if (items > MOVED) {
    const sample = factsOf(library.primary.assets[0]);
    await fillLog({ logName: world.logName, items, sample }, likeMoved);
    library.primary.countedOnly = items - MOVED;
    await fillFarEnd(world);
  }
  return world;
}

const press = async (world: World): Promise<Run> => (await startEngine(world)).transfer();
const isAllThere = async (run: Run, world: World): Promise<boolean> => {
  const report = await readReport(world.log);
  return report !== null && isComplete(run, report.totals);
};

test('every press checks every file of a large library', async () => {
  await using world = await movedWorld(LARGE);
  const { tree, liststream } = world.jottacloud;

  liststream.wrongStats = true;
  const unchecked = await press(world);
  expect(await isAllThere(unchecked, world)).toBe(false);
  const before = (await readReport(world.log))?.checkedAt;
  liststream.wrongStats = false;
  for (const { path } of tree.files().slice(0, LARGE / 2)) tree.trash(path);
  const half = await press(world);
  expect(half).toMatchObject({ listing: 'changes', shortfalls: [] });
  expect(tree.files()).toHaveLength(LARGE);
  expect((await readReport(world.log))?.checkedAt).toBeGreaterThan(before ?? Infinity);

  const [one] = tree.files();
  tree.trash(one?.path ?? '');
  expect(await isAllThere(await press(world), world)).toBe(true);
  expect(tree.files()).toHaveLength(LARGE);

  for (const { path } of tree.files()) tree.trash(path);
  world.library.addPhoto({ bytes: 1_400, name: 'NEW.JPG' });
  expect(await isAllThere(await press(world), world)).toBe(true);
  expect(tree.files()).toHaveLength(LARGE + 1);
}, 300_000);

test('a press with nothing new lists the destination once', async () => {
  await using world = await movedWorld(MOVED);
  const made = (): number => world.icloud.requests.entries.length + world.jottacloud.requests.entries.length;
  const before = made();

  await press(world);

  expect(made() - before).toBeLessThanOrEqual(10);
  expect(world.jottacloud.requests.to('jfs.jottacloud.com', /Photos\?mode=liststream/).length).toBe(3);
});

test('another Jottacloud account gets everything, and the change is reported', async () => {
  await using world = await movedWorld(MOVED);
  const { jottacloud, background } = world;
  const first = await press(world);
  expect(first.remarks ?? []).toEqual([]);
  jottacloud.user.username = 'somebody-else';
  for (const { path } of jottacloud.tree.files()) jottacloud.tree.trash(path);
  jottacloud.forgetBlobs();
  await background.connect(jottacloud.createLoginToken());

  const run = await press(world);

  expect(run).toMatchObject({ shortfalls: [], remarks: [{ code: 'jottacloud-other-account' }] });
  expect(await isAllThere(run, world)).toBe(true);
  expect(jottacloud.tree.files()).toHaveLength(MOVED);
  expect((await press(world)).remarks ?? []).toEqual([]);
});

test('folders of empty albums are created again when the whole destination is gone', async () => {
  const library = createLibrary(3);
  library.albums.addAlbum('Empty');
  library.addPhoto({});
  await using world = await startWorld(library);
  await press(world);
  expect(world.jottacloud.tree.folders()).toContain('iCloud Photos/Empty');
  world.jottacloud.tree.trashFolder('iCloud Photos');

  await press(world);

  expect(world.jottacloud.tree.folders()).toContain('iCloud Photos/Empty');
  expect(world.jottacloud.tree.files()).toHaveLength(1);
});

test.each([
  ['an answer of something before Jottacloud', '<html>404</html>'],
  ['another error', '<error><code>404</code><message>java.lang.Exception: x</message></error>'],
])('a 404 that is %s does not count as an empty folder', async (_, body) => {
  await using world = await movedWorld(MOVED);
  const { faults, requests } = world.jottacloud;
  faults.add({ path: /mode=liststream/, times: Infinity, action: { kind: 'answer', status: 404, body } });

  const run = await press(world);

  expect(run.shortfalls).toMatchObject([{ code: 'bad-response', service: 'jottacloud' }]);
  expect(requests.to('api.jottacloud.com', /allocate/)).toHaveLength(MOVED);
});

test('a listing of another folder is rejected and causes no upload', async () => {
  await using world = await movedWorld(MOVED);
  const { requests, faults } = world.jottacloud;
  const file = `<file><path>/Archive/Elsewhere</path><filename>a.jpg</filename><md5>${'0'.repeat(32)}</md5><size>1</size></file>`;
  faults.add({
    ...{ path: /mode=liststream/, times: Infinity },
    action: {
      kind: 'answer',
      status: 200,
      body: `<filelist>${file}<stats><files>1</files></stats></filelist>`,
    },
  });

  const run = await press(world);

  expect(run.shortfalls).toMatchObject([{ code: 'bad-response', service: 'jottacloud' }]);
  expect(requests.to('api.jottacloud.com', /allocate/)).toHaveLength(MOVED);
});
