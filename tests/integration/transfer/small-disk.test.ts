import { expect, test, vi } from 'vitest';
import { completedUploads, storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { createDiskSpool } from '../../../utils/engine/spool/disk-spool.ts';
import { createFakeDisk, type FakeDisk } from '../../../utils/engine/testing/fake-disk.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { MiB } from '../../../utils/units.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

const BYTE_HOST = /icloud-content/;
const BYTES = 40 * MiB;
/** Longest part that may be in memory. */
const PART = 16 * MiB;

const oneVideo = () => {
  const library = createLibrary(9);
  library.addVideo({ name: 'IMG_0001.MOV', bytes: BYTES });
  return library;
};
const lifeOn = (world: World, disk: FakeDisk) => {
  const { folder, estimate } = disk.mount();
  return startEngine(world, { spool: createDiskSpool(folder, estimate) });
};

/** Ranges requested from Apple's byte hosts: first and last byte. */
const asked = ({ icloud }: World): [first: number, last: number][] =>
  icloud.requests.to(BYTE_HOST).map(({ headers }) => bounds(headers['range']));
const sent = ({ jottacloud }: World): [first: number, last: number][] =>
  jottacloud.uploads.map(({ range }) => bounds(range));
const bounds = (range: string | undefined): [first: number, last: number] => {
  const [, first = '0', last = String(BYTES - 1)] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  return [Number(first), Number(last)];
};
const sum = (pieces: [first: number, last: number][]): number =>
  pieces.reduce((bytes, [first, last]) => bytes + last - first + 1, 0);
const uploadedBytes = ({ jottacloud }: World): number =>
  jottacloud.uploads.reduce((all, { bytes }) => all + bytes, 0);

const expectVerified = async (world: World, disk: FakeDisk): Promise<void> => {
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(world.library));
  const report = await readReport(world.log);
  expect(report && isComplete(report.run, report.totals)).toBe(true);
  expect(report?.problems).toEqual([]);
  expect(disk.names).toEqual([]);
};

test.each([
  ['that the browser tells of', true],
  ['that shows only when the disk is full', false],
])(
  'a video without disk space, %s, is hashed first and then downloaded part by part',
  async (_, canEstimate) => {
    await using world = await startWorld(oneVideo());
    const disk = createFakeDisk(20 * MiB);
    disk.canEstimate = canEstimate;

    await (await lifeOn(world, disk)).transfer();

    await expectVerified(world, disk);
    const [whole, ...parts] = asked(world);
    expect(whole).toEqual([0, BYTES - 1]);
    expect(parts).toEqual(sent(world));
    expect(parts.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...parts.map((part) => sum([part])))).toBeLessThanOrEqual(PART);
    expect([sum(asked(world)), uploadedBytes(world)]).toEqual([2 * BYTES, BYTES]);
  },
);

test('a video without disk space that Jottacloud already has is downloaded once and not sent', async () => {
  const bytes = new Uint8Array(BYTES).fill(3);
  const library = createLibrary(9);
  library.addVideo({ name: 'IMG_0001.MOV', bytes });
  await using world = await startWorld(library);
  world.jottacloud.tree.put('Old/a.mov', bytes);
  const disk = createFakeDisk(20 * MiB);

  await (await lifeOn(world, disk)).transfer();

  expect(world.jottacloud.tree.files()).toHaveLength(2);
  expect([asked(world), sent(world)]).toEqual([[[0, BYTES - 1]], []]);
});

test('a cut second pass resumes from the last byte', async () => {
  await using world = await startWorld(oneVideo());
  const disk = createFakeDisk(20 * MiB);
  const action = { kind: 'cutResponse', afterBytes: 3 * MiB } as const;
  world.icloud.faults.add({ host: BYTE_HOST, skip: 2, action });

  await (await lifeOn(world, disk)).transfer();

  await expectVerified(world, disk);
  const [, , cut, rest] = asked(world);
  expect(rest?.[1]).toBe(cut?.[1]);
  expect(rest?.[0]).toBeGreaterThan(cut?.[0] ?? Infinity);
  expect(uploadedBytes(world)).toBe(BYTES);
});

test.each([410, 403])('a second pass answered by %d asks for a new signed URL', async (status) => {
  // slow enough that no address grows old on a busy machine
  await using world = await startWorld(oneVideo(), { speed: 5 });
  const disk = createFakeDisk(20 * MiB);
  world.icloud.faults.add({ host: BYTE_HOST, skip: 2, action: { kind: 'answer', status } });

  await (await lifeOn(world, disk)).transfer();

  await expectVerified(world, disk);
  const [, , refused, again] = asked(world);
  expect(again).toEqual(refused);
  expect(world.icloud.requests.to(/ckdatabasews/, /records\/lookup/)).toHaveLength(2);
  expect(uploadedBytes(world)).toBe(BYTES);
});

test('a service without ranges is read twice, not once a part', async () => {
  await using world = await startWorld(oneVideo());
  world.icloud.switches.ignoreRange = true;
  const disk = createFakeDisk(20 * MiB);

  await (await lifeOn(world, disk)).transfer();

  await expectVerified(world, disk);
  expect(asked(world)).toHaveLength(2);
  expect(uploadedBytes(world)).toBe(BYTES);
});

test('a service without ranges, cut in the second pass, is read again past the stored bytes', async () => {
  await using world = await startWorld(oneVideo());
  world.icloud.switches.ignoreRange = true;
  const action = { kind: 'cutResponse', afterBytes: 20 * MiB } as const;
  world.icloud.faults.add({ host: BYTE_HOST, skip: 1, action });
  const disk = createFakeDisk(20 * MiB);

  await (await lifeOn(world, disk)).transfer();

  await expectVerified(world, disk);
  expect(asked(world)).toHaveLength(3);
  expect(uploadedBytes(world)).toBe(BYTES);
});

test('an upload cut in the second pass downloads only what Jottacloud lacks', async () => {
  await using world = await startWorld(oneVideo());
  const disk = createFakeDisk(20 * MiB);
  world.jottacloud.faults.add({
    host: /^up-/,
    skip: 1,
    action: { kind: 'cutRequest', afterBytes: 5 * MiB },
  });

  await (await lifeOn(world, disk)).transfer();

  await expectVerified(world, disk);
  expect(uploadedBytes(world)).toBe(BYTES);
  expect(sum(asked(world))).toBeLessThanOrEqual(2 * BYTES + PART);
});

test('a wrong byte in the second pass fails Jottacloud’s MD5, and the video is read again', async () => {
  await using world = await startWorld(oneVideo());
  const disk = createFakeDisk(20 * MiB);
  world.icloud.faults.add({ host: BYTE_HOST, skip: 2, action: { kind: 'flipByte', at: 1_000 } });

  await (await lifeOn(world, disk)).transfer();

  await expectVerified(world, disk);
  expect(completedUploads(world.jottacloud)).toHaveLength(1);
  expect(sum(asked(world))).toBe(4 * BYTES);
});

test.each([
  ['before the first part has arrived', 0],
  ['between two parts', 2],
])('a run killed in the second pass, %s, downloads only the missing bytes', async (_, parts) => {
  await using world = await startWorld(oneVideo());
  const disk = createFakeDisk(20 * MiB);
  const life = await lifeOn(world, disk);
  await life.press();
  const { uploads, allocations } = world.jottacloud;
  await vi.waitUntil(
    () => allocations.length > 0 && uploads.filter(({ status }) => status === 420).length >= parts,
    { timeout: 20_000, interval: 1 },
  );
  life.kill();
  const before = asked(world).length;

  await (await lifeOn(world, disk)).transfer();

  await expectVerified(world, disk);
  const [next] = asked(world).slice(before);
  const held = allocations.map(({ resumePosition }) => resumePosition);
  expect(held).toContain(next?.[0]);
  expect(next?.[0]).toBeGreaterThanOrEqual(parts > 0 ? 2 * 8 * MiB : 0);
  expect(sum(asked(world).slice(before))).toBe(BYTES - (next?.[0] ?? 0));
  expect(uploadedBytes(world)).toBeLessThanOrEqual(BYTES + PART);
});

test('an edit that changes between the passes is read again and copied in its latest form', async () => {
  const library = createLibrary(9);
  const photo = library.addEditedPhoto({ name: 'IMG_0001.JPG', editedStill: { bytes: 20 * MiB } });
  await using world = await startWorld(library);
  const disk = createFakeDisk(10 * MiB);
  const life = await lifeOn(world, disk);
  await life.press();
  await vi.waitUntil(() => world.jottacloud.allocations.some(({ bytes }) => bytes === 20 * MiB), {
    timeout: 20_000,
    interval: 1,
  });
  life.kill();
  library.edit(photo, { editedStill: { bytes: 21 * MiB } });

  await (await lifeOn(world, disk)).transfer();

  await expectVerified(world, disk);
  expect(world.jottacloud.uploads.map(({ status }) => status)).not.toContain(421);
});

test('parts answered 200 before the file is complete still count as parts, and nothing is sent twice', async () => {
  await using world = await startWorld(oneVideo());
  world.jottacloud.uploadSwitches.partsAreFine = true;
  const disk = createFakeDisk(20 * MiB);

  await (await lifeOn(world, disk)).transfer();

  await expectVerified(world, disk);
  expect(world.jottacloud.uploads.length).toBeGreaterThan(1);
  expect(world.jottacloud.uploads.every(({ status }) => status === 200)).toBe(true);
  expect(uploadedBytes(world)).toBe(BYTES);
});
