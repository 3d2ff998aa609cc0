import { expect, test, vi } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

const LISTING = /Photos\?mode=liststream/;
const photos = (): Library => {
  const library = createLibrary(2);
  for (let photo = 0; photo < 12; photo += 1)
    library.addPhoto({ name: `Bild ${photo} å & ö.JPG`, bytes: 3_000 + photo });
  return library;
};

test('a file deleted at Jottacloud before the final check is sent again', async () => {
  const library = photos();
  await using world = await startWorld(library);
  const { faults, tree } = world.jottacloud;
  // the first look is before the first file
  faults.add({
    ...{ path: LISTING, skip: 1 },
    action: { kind: 'answer', status: 503, headers: { 'retry-after': '60' } },
  });
  const life = await startEngine(world);
  await life.press();
  await vi.waitUntil(() => faults.fired.length > 0, { timeout: 20_000, interval: 1 });
  const [gone] = tree.files();
  if (gone) tree.trash(gone.path);
  expect(tree.files()).toHaveLength(11);

  const run = await life.until(({ status }) => status === 'finished');

  expect(run.shortfalls).toEqual([]);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('a truncated listing proves nothing and is requested again', async () => {
  const library = photos();
  await using world = await startWorld(library);
  world.jottacloud.faults.add({ path: LISTING, skip: 1, action: { kind: 'cutResponse', afterBytes: 900 } });

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], checkedFiles: 12 });
  expect(world.jottacloud.requests.to('jfs.jottacloud.com', LISTING)).toHaveLength(3);
});

test.each([
  ['endsEarly', 'bad-response'],
  ['wrongStats', 'bad-response'],
  ['noStats', 'list-endless'],
] as const)(
  'a copy with only wrong listings (%s) is not complete and names the reason',
  async (wrong, reason) => {
    const library = photos();
    await using world = await startWorld(library);
    world.jottacloud.liststream[wrong] = true;

    const run = await (await startEngine(world)).transfer();

    const report = await readReport(world.log);
    expect(run.shortfalls.map(({ code, service }) => [code, service])).toEqual([[reason, 'jottacloud']]);
    expect(report && isComplete(run, report.totals)).toBe(false);
    expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  },
);

test.each([
  { upperCaseMd5: true },
  { rootElement: 'mountPoint' },
  { folders: 'only-childless' },
  { folders: 'after-their-files' },
] as const)('a listing in another notation is accepted: %j', async (change) => {
  await using world = await startWorld(photos());
  Object.assign(world.jottacloud.liststream, change);
  expect(await (await startEngine(world)).transfer()).toMatchObject({ shortfalls: [], checkedFiles: 12 });
});
