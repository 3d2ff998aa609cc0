import { expect, test, vi } from 'vitest';
import { ownNames, storedFiles } from '../support/read-manifest.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { writeLease } from '../../../utils/domain/manifest/lease.ts';
import type { ProgressState } from '../../../utils/domain/manifest/progress-file.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { epochMs } from '../../../utils/units.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const PATH = 'iCloud Photos/Fotoflytt/Progress.txt';
const progress = (state: ProgressState): string => `30. november 2026\n\n${state} ✓\n`;

const withPhotos = (count: number): Library => {
  const library = createLibrary(8);
  for (let photo = 0; photo < count; photo += 1)
    library.addPhoto({ name: `IMG_${photo}.JPG`, bytes: 2_000 + photo });
  return library;
};
const textOf = async ({ jottacloud: { tree } }: World): Promise<string | null> => {
  const bytes = await tree.file(PATH)?.bytes();
  return bytes ? new TextDecoder().decode(bytes) : null;
};
const isAllThere = async ({ log }: World): Promise<boolean> => {
  const report = await readReport(log);
  return report !== null && isComplete(report.run, report.totals);
};

test('is written while a copy works and at its end, under one name, and is no photo', async () => {
  await using world = await startWorld(withPhotos(5));
  const run = await (await startEngine(world, { progress })).transfer();
  expect(run).toMatchObject({ status: 'finished', shortfalls: [], checkedFiles: 5 });
  const written = world.jottacloud.uploads.filter(({ path }) => path.endsWith('Progress.txt'));
  expect(written.length).toBeGreaterThanOrEqual(2);
  expect(await textOf(world)).toContain(progress('finished'));
  expect(ownNames(world.jottacloud)).toEqual(['Progress.txt']);
  expect(storedFiles(world.jottacloud)).toHaveLength(5);
  expect(await isAllThere(world)).toBe(true);
});

test('says that a copy has stopped, and later that it has finished', async () => {
  await using world = await startWorld(withPhotos(4), { speed: 1 });
  world.icloud.faults.add({ host: /icloud-content/, times: 1, action: { kind: 'stall', afterBytes: 0 } });
  const life = await startEngine(world, { progress });
  await life.press();
  await vi.waitFor(async () => expect(await textOf(world)).toContain(progress('copying')));
  await vi.waitFor(() => expect(world.icloud.faults.fired).toHaveLength(1));
  await life.pause();
  await vi.waitFor(async () => expect(await textOf(world)).toContain(progress('stopped')));
  await life.resume();
  expect(await life.end()).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await textOf(world)).toContain(progress('finished'));
});

test('is left to the computer that copies now', async () => {
  const library = withPhotos(3);
  await using world = await startWorld(library);
  await (await startEngine(world, { progress, manifest: 'names' })).transfer();
  const lease = ownNames(world.jottacloud).find((name) => name.startsWith('lease-'));
  const other = { device: 'f'.repeat(32), name: 'Firefox (Windows)', from: world.clock.now() };
  const until = epochMs(world.clock.now() + 60 * 60_000);
  const held = new TextEncoder().encode(writeLease({ ...other, until }));
  world.jottacloud.tree.put(`iCloud Photos/Fotoflytt/${lease}`, held);
  library.addPhoto({ name: 'NEW.JPG', bytes: 4_000 });
  const life = await startEngine(world, { progress, manifest: 'names' });
  await life.press();
  await life.until(({ status }) => status === 'attention');
  expect(await textOf(world)).toContain(progress('finished'));
  life.kill();
});

test('asks nothing of Jottacloud unless somebody wants it, or while nothing is new', async () => {
  await using world = await startWorld(withPhotos(3));
  await (await startEngine(world)).transfer();
  const life = await startEngine(world, { progress });
  await life.transfer();
  const asked = world.jottacloud.requests.entries.filter(({ path }) => path.includes('Progress'));
  expect(asked).toEqual([]);
  expect(world.jottacloud.uploads.filter(({ path }) => path.includes('Fotoflytt/'))).toEqual([]);
});

test.each([
  ['a file of somebody else', 'My notes\n'],
  ['one that somebody has changed', `${progress('copying')}!\nFotoflytt ${'0'.repeat(32)}\n`],
])('leaves %s as it is', async (_, content) => {
  const library = withPhotos(3);
  await using world = await startWorld(library);
  world.jottacloud.tree.put(PATH, new TextEncoder().encode(content));
  const run = await (await startEngine(world, { progress })).transfer();
  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await textOf(world)).toBe(content);
  expect(await isAllThere(world)).toBe(true);
});

test('stops nothing when Jottacloud does not take it', async () => {
  await using world = await startWorld(withPhotos(3));
  world.jottacloud.faults.add({ path: /Progress/, times: Infinity, action: { kind: 'answer', status: 500 } });
  const run = await (await startEngine(world, { progress })).transfer();
  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await isAllThere(world)).toBe(true);
});
