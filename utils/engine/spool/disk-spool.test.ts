import { describe, expect, test } from 'vitest';
import { createDiskSpool } from './disk-spool.ts';
import type { SpoolFolder } from './spool-folder.ts';
import type { Spool, SpoolWriter, SpooledFile } from '../../ports/spool.ts';
import { createFakeDisk, type FakeDisk } from '../testing/fake-disk.ts';
import { MiB } from '../../units.ts';

const CHECKSUM = 'AeYfMtlOMb3dM9bETic9fXkMpjMV';
const video = (order: number, sizeBytes = 10 * MiB, checksum = CHECKSUM): SpooledFile => ({
  order,
  sizeBytes,
  checksum,
});
const bytes = (length: number, fill: number): Uint8Array<ArrayBuffer> => new Uint8Array(length).fill(fill);
const spoolOn = (disk: FakeDisk): Spool => {
  const { folder, estimate } = disk.mount();
  return createDiskSpool(folder, estimate);
};
const raise = (name: string): never => {
  throw new DOMException('no', name);
};
/** Writes the beginning of a file, as a browser does that is then killed. */
const begin = async (disk: FakeDisk, file: SpooledFile, length: number): Promise<void> =>
  (await spoolOn(disk).create(file)).write(bytes(length, 7));

/** A folder whose files are written by another `write`. */
const folderWith = ({ getFileHandle, removeEntry, keys }: SpoolFolder, write: () => number): SpoolFolder => ({
  removeEntry,
  keys,
  async getFileHandle(name, options) {
    const handle = await getFileHandle(name, options);
    return {
      getFile: () => handle.getFile(),
      createSyncAccessHandle: async () => ({ ...(await handle.createSyncAccessHandle()), write }),
    };
  },
});

/** Returns the bytes that a finished writer kept. */
const bytesOf = async (writer: SpoolWriter): Promise<Uint8Array | null> => {
  const content = await writer.finish();
  return content && new Blob([content]).bytes();
};

test('a small file passes through memory and touches no disk', async () => {
  const disk = createFakeDisk(0);
  const spool = spoolOn(disk);
  const writer = await spool.create(video(1, 3));
  writer.write(bytes(3, 1));
  expect([await bytesOf(writer), disk.names]).toEqual([bytes(3, 1), []]);
});

test('a finished file outlives the browser until it is removed', async () => {
  const disk = createFakeDisk(100 * MiB);
  const writer = await spoolOn(disk).create(video(1));
  writer.write(bytes(10 * MiB, 1));
  await writer.finish();

  const spool = spoolOn(disk);
  expect((await spool.open(video(1)))?.size).toBe(10 * MiB);
  expect(await spool.orders()).toEqual([1]);
  await spool.remove(video(1));
  await spool.remove(video(1));
  expect([await spool.open(video(1)), disk.names]).toEqual([null, []]);
});

describe('a file that was half written when the browser was killed', () => {
  test('is not a finished file, and continues after its last byte', async () => {
    const disk = createFakeDisk(100 * MiB);
    await begin(disk, video(1), 6 * MiB);

    const spool = spoolOn(disk);
    expect(await spool.open(video(1))).toBeNull();
    const writer = await spool.create(video(1));
    const kept = [...writer.readKept()];
    expect(kept.map(({ length }) => length)).toEqual([4 * MiB, 2 * MiB]);
    expect(kept.every((chunk) => chunk.every((byte) => byte === 7))).toBe(true);
    writer.write(bytes(4 * MiB, 8));
    const content = await bytesOf(writer);
    expect([content?.length, content?.[6 * MiB - 1], content?.[6 * MiB]]).toEqual([10 * MiB, 7, 8]);
  });

  test.each([
    ['another checksum', video(1, 10 * MiB, 'AfmD7UtOGIItmXHUm5CO1yik4vxv')],
    ['another size', video(1, 11 * MiB)],
    ['another queue position', video(2)],
  ])('is not used for a file of %s', async (_, other) => {
    const disk = createFakeDisk(100 * MiB);
    await begin(disk, video(1), 6 * MiB);
    expect((await spoolOn(disk).create(other)).keptBytes).toBe(0);
  });

  test('stays when its writer stops, and is removed when its writer discards it', async () => {
    const disk = createFakeDisk(100 * MiB);
    await begin(disk, video(1), MiB);
    const spool = spoolOn(disk);
    const writer = await spool.create(video(1));
    writer.write(bytes(MiB, 8));
    await writer.leave();
    const again = await spool.create(video(1));
    expect(again.keptBytes).toBe(2 * MiB);
    await again.discard();
    expect(disk.names).toEqual([]);
  });
});

describe('with too little space', () => {
  test('a file is not begun, and leaves nothing', async () => {
    const disk = createFakeDisk(10 * MiB);
    const writer = await spoolOn(disk).create(video(1));
    expect(writer.hasSpace).toBe(false);
    writer.write(bytes(10 * MiB, 1));
    expect([await writer.finish(), disk.names]).toEqual([null, []]);
  });

  test('bytes that other writers still need count as used', async () => {
    const disk = createFakeDisk(20 * MiB);
    const spool = spoolOn(disk);
    const first = await spool.create(video(1));
    expect([first.hasSpace, (await spool.create(video(2))).hasSpace]).toEqual([true, false]);
    await first.discard();
    expect((await spool.create(video(3))).hasSpace).toBe(true);
  });

  test('a tenth stays free', async () => {
    const spool = spoolOn(createFakeDisk(20 * MiB));
    expect((await spool.create(video(1, 18 * MiB))).hasSpace).toBe(true);
    expect((await spool.create(video(2, 18 * MiB + 1))).hasSpace).toBe(false);
  });

  test('a file that fills the disk is dropped at once', async () => {
    const disk = createFakeDisk(9 * MiB);
    disk.canEstimate = false;
    const writer = await spoolOn(disk).create(video(1));
    for (let part = 0; part < 10; part += 1) writer.write(bytes(MiB, part));
    expect([writer.hasSpace, disk.usedBytes]).toEqual([false, 0]);
    expect([await writer.finish(), disk.names]).toEqual([null, []]);
  });

  test.each([
    ['throws another error', () => raise('InvalidStateError')],
    ['writes nothing', () => 0],
  ])('a file is also dropped in a browser that %s', async (_, write) => {
    const disk = createFakeDisk(100 * MiB);
    const { folder, estimate } = disk.mount();
    const writer = await createDiskSpool(folderWith(folder, write), estimate).create(video(1));
    writer.write(bytes(MiB, 1));
    expect([writer.hasSpace, await writer.finish(), disk.names]).toEqual([false, null, []]);
  });

  test('a disk that takes no new file is not used', async () => {
    const { folder, estimate } = createFakeDisk(100 * MiB).mount();
    const full = { ...folder, getFileHandle: async () => raise('QuotaExceededError') };
    expect((await createDiskSpool(full, estimate).create(video(1))).hasSpace).toBe(false);
  });

  test('a partial file can still be read, and is removed afterwards', async () => {
    const disk = createFakeDisk(100 * MiB);
    await begin(disk, video(1), 6 * MiB);
    disk.quotaBytes = 6 * MiB;
    const writer = await spoolOn(disk).create(video(1));
    expect([writer.hasSpace, [...writer.readKept()].length]).toEqual([false, 2]);
    writer.write(bytes(4 * MiB, 8));
    expect([await writer.finish(), disk.names]).toEqual([null, []]);
  });
});

test('cleaning removes unwanted files, whatever their names', async () => {
  const disk = createFakeDisk(100 * MiB);
  for (const order of [1, 2]) await begin(disk, video(order), MiB);
  const { folder, estimate } = disk.mount();
  await folder.getFileHandle('junk', { create: true });
  const spool = createDiskSpool(folder, estimate);
  expect(await spool.orders()).toEqual([1, 2]);
  await spool.clean((order) => order === 2);
  expect(disk.names).toEqual([expect.stringMatching(/^2-/)]);
});
