import { describe, expect, test } from 'vitest';
import { MiB } from '../../units.ts';
import { createDiskSpace } from './disk-space.ts';

const disk = (quota?: number, usage?: number) =>
  createDiskSpace(async () => ({
    ...(quota !== undefined && { quota }),
    ...(usage !== undefined && { usage }),
  }));

describe('the space of a disk', () => {
  test.each([
    ['a tenth of a small one stays free', 1_000, 0, 900],
    ['what is used does not fit again', 1_000, 400, 500],
    ['at most a GiB of a large one stays free', 100_000 * MiB, 0, (100_000 - 1_024) * MiB],
  ])('%s', async (_, quota, usage, most) => {
    const space = disk(quota, usage);
    expect(await space.fits(most)).toBe(true);
    expect(await space.fits(most + 1)).toBe(false);
  });

  test('ends at the reserve', async () => {
    expect(await disk(1_000, 950).fits(1)).toBe(false);
  });

  test('reservations count, and a new one replaces the earlier of the same writer', async () => {
    const space = disk(1_000, 0);
    space.reserve('one', 500);
    space.reserve('one', 300);
    space.reserve('two', 200);
    expect(await space.fits(400)).toBe(true);
    expect(await space.fits(401)).toBe(false);
    space.release('one');
    expect(await space.fits(700)).toBe(true);
  });

  test.each([
    ['no quota', undefined, 5],
    ['no usage', 5, undefined],
  ])('a browser that names %s is taken to have space', async (_, quota, usage) => {
    expect(await disk(quota, usage).fits(1e15)).toBe(true);
  });

  test('so is one that fails to estimate', async () => {
    const space = createDiskSpace(() => Promise.reject(new Error('no estimate')));
    expect(await space.fits(1e15)).toBe(true);
  });
});
