import { expect, test, vi } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { type EngineLife, startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { createDiskSpool } from '../../../utils/engine/spool/disk-spool.ts';
import { createFakeDisk, type FakeDisk } from '../../../utils/engine/testing/fake-disk.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { MiB } from '../../../utils/units.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const BYTE_HOST = /icloud-content/;
const BYTES = 24 * MiB;
/** Offset at which the download stalls in the first life. */
const HALF = 12 * MiB;

const oneVideo = (): Library => {
  const library = createLibrary(9);
  library.addVideo({ name: 'IMG_0001.MOV', bytes: BYTES });
  return library;
};
const lifeOn = (world: World, disk: FakeDisk): Promise<EngineLife> => {
  const { folder, estimate } = disk.mount();
  return startEngine(world, { spool: createDiskSpool(folder, estimate) });
};
const ranges = ({ icloud }: World) => icloud.requests.to(BYTE_HOST).map(({ headers }) => headers['range']);
const problems = async ({ log }: World) => (await readReport(log))?.problems;

/** A first life that has half of the file on its disk. */
const readHalf = async (world: World, disk: FakeDisk): Promise<EngineLife> => {
  world.icloud.faults.add({ host: BYTE_HOST, action: { kind: 'stall', afterBytes: HALF } });
  const life = await lifeOn(world, disk);
  await life.press();
  await vi.waitUntil(() => disk.usedBytes === HALF, { timeout: 20_000, interval: 5 });
  return life;
};

test('a download interrupted by a browser crash resumes from its last byte', async () => {
  await using world = await startWorld(oneVideo());
  const disk = createFakeDisk(100 * MiB);
  (await readHalf(world, disk)).kill();

  await (await lifeOn(world, disk)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(world.library));
  expect(ranges(world)).toEqual([undefined, `bytes=${HALF}-${BYTES - 1}`]);
  expect(disk.names).toEqual([]);
});

test('a paused download resumes from its last byte', async () => {
  await using world = await startWorld(oneVideo());
  const disk = createFakeDisk(100 * MiB);
  const life = await readHalf(world, disk);

  await life.pause();
  await life.engine.settled();
  expect(disk.usedBytes).toBe(HALF);
  await life.resume();
  await life.until(({ status }) => status === 'finished');

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(world.library));
  expect(ranges(world)).toEqual([undefined, `bytes=${HALF}-${BYTES - 1}`]);
  expect(disk.names).toEqual([]);
});

test('bytes damaged on the disk are downloaded again without counting as a failure', async () => {
  await using world = await startWorld(oneVideo());
  const disk = createFakeDisk(100 * MiB);
  (await readHalf(world, disk)).kill();
  disk.damage(5 * MiB);

  await (await lifeOn(world, disk)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(world.library));
  expect(ranges(world)).toEqual([undefined, `bytes=${HALF}-${BYTES - 1}`, undefined]);
  expect([await problems(world), disk.names]).toEqual([[], []]);
});

test('a half-downloaded file resumes without disk space for the rest', async () => {
  await using world = await startWorld(oneVideo());
  const disk = createFakeDisk(100 * MiB);
  (await readHalf(world, disk)).kill();
  disk.quotaBytes = HALF;

  await (await lifeOn(world, disk)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(world.library));
  const [, firstPass, ...secondPass] = ranges(world);
  expect(firstPass).toBe(`bytes=${HALF}-${BYTES - 1}`);
  expect(secondPass).toEqual(world.jottacloud.uploads.map(({ range }) => range));
  expect(disk.names).toEqual([]);
});

test('a half-downloaded edit is not used for a newer edit', async () => {
  const library = createLibrary(9);
  const photo = library.addEditedPhoto({ name: 'IMG_0001.JPG', editedStill: { bytes: BYTES } });
  await using world = await startWorld(library);
  const disk = createFakeDisk(100 * MiB);
  const stall = { kind: 'stall', afterBytes: HALF } as const;
  world.icloud.faults.add({ host: BYTE_HOST, path: /./, times: 2, action: stall });
  const life = await lifeOn(world, disk);
  await life.press();
  await vi.waitUntil(() => disk.usedBytes === HALF, { timeout: 20_000, interval: 5 });
  life.kill();
  world.icloud.faults.clear();
  library.edit(photo, { editedStill: { bytes: BYTES } });
  const before = ranges(world).length;

  await (await lifeOn(world, disk)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(ranges(world).slice(before)).toEqual([undefined, undefined]);
  expect([await problems(world), disk.names]).toEqual([[], []]);
});

test('bytes of an unwanted file are removed at the next start', async () => {
  await using world = await startWorld(oneVideo());
  const disk = createFakeDisk(100 * MiB);
  const { folder } = disk.mount();
  for (const name of ['77-1-x', '1-2-of_another_content', 'junk'])
    await folder.getFileHandle(name, { create: true });

  await (await lifeOn(world, disk)).transfer();

  expect([await storedContent(world.jottacloud), disk.names]).toEqual([wantedContent(world.library), []]);
});

test.each([
  ['a line that is away for a while', { kind: 'cutRequest', afterBytes: 0 }],
  ['a byte host that is busy for a while', { kind: 'answer', status: 503 }],
  ['an address that is refused for a while', { kind: 'answer', status: 403 }],
] as const)('%s loses no received bytes', async (_, action) => {
  await using world = await startWorld(oneVideo());
  const disk = createFakeDisk(100 * MiB);
  world.icloud.faults.add({ host: BYTE_HOST, action: { kind: 'cutResponse', afterBytes: HALF } });
  world.icloud.faults.add({ host: BYTE_HOST, times: 4, action });

  await (await lifeOn(world, disk)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(world.library));
  const [first, ...others] = ranges(world);
  expect(first).toBeUndefined();
  for (const range of others)
    expect(Number(/bytes=(\d+)-/.exec(range ?? '')?.[1])).toBeGreaterThan(HALF - 4 * MiB);
  expect([await problems(world), disk.names]).toEqual([[], []]);
});

test('a large video arrives over a connection that breaks every two megabytes', async () => {
  await using world = await startWorld(oneVideo(), { speed: 600 });
  const disk = createFakeDisk(100 * MiB);
  for (let breaks = 0; breaks < 9; breaks += 1) {
    world.icloud.faults.add({ host: BYTE_HOST, action: { kind: 'cutResponse', afterBytes: 2 * MiB } });
    world.icloud.faults.add({ host: BYTE_HOST, times: 3, action: { kind: 'cutRequest', afterBytes: 0 } });
  }

  const run = await (await lifeOn(world, disk)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(world.library));
  expect(world.icloud.faults.fired).toHaveLength(36);
});
