import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { PhotoItem } from '../../domain/photo/item.ts';
import { sampleItem } from '../testing/sample-log.ts';
import { type Apple, newRuns, type SampleRuns } from '../testing/sample-runs.ts';

let logs = 0;
let world: SampleRuns;
const photo = (id: string, change: Parameters<typeof sampleItem>[1] = {}): PhotoItem =>
  sampleItem(id, { name: `${id}.JPG`, addedAt: id.charCodeAt(0), ...change });
const UNFILED = 'Not in any album/2024';

beforeEach(async () => {
  logs += 1;
  world = await newRuns(`places of lists ${logs}`);
});

describe('lists', () => {
  const apple: Apple = { main: [photo('A')], hidden: [photo('H')], deleted: [photo('D')] };

  test('Hidden and Recently Deleted are copied when they are wanted, into folders of their own', async () => {
    await world.run(apple);
    expect(await world.paths()).toEqual([`${UNFILED}/A.JPG`]);
    await world.run(apple, { hidden: true, recentlyDeleted: true });
    expect(await world.paths()).toEqual([
      'Hidden/2024/H.JPG',
      `${UNFILED}/A.JPG`,
      'Recently Deleted/2024/D.JPG',
    ]);
    await world.run(apple);
    expect(await world.store.readTotals()).toMatchObject({ itemsFound: 3, itemsDone: 3 });
  });

  test.each<[string, Apple, Apple, string[]]>([
    ['hidden', { main: [photo('A')] }, { hidden: [photo('A')] }, ['Hidden/2024/A.JPG', `${UNFILED}/A.JPG`]],
    [
      'un-hidden',
      { hidden: [photo('A')] },
      { main: [photo('A')] },
      ['Hidden/2024/A.JPG', `${UNFILED}/A.JPG`],
    ],
    [
      'restored',
      { deleted: [photo('A')] },
      { main: [photo('A')] },
      [`${UNFILED}/A.JPG`, 'Recently Deleted/2024/A.JPG'],
    ],
    [
      'restored into its album',
      { deleted: [photo('A')], albums: { Rom: ['A'] } },
      { main: [photo('A')], albums: { Rom: ['A'] } },
      ['Recently Deleted/2024/A.JPG', 'Rom/A.JPG'],
    ],
  ])(
    'a photo that was copied and is %s lies where it belongs now too, at no bytes',
    async (_, before, now, paths) => {
      const lists = { hidden: true, recentlyDeleted: true };
      await world.run(before, lists);
      await world.run(now, lists);
      expect(await world.paths()).toEqual(paths);
      expect(await world.bytesFound()).toBe(100);
      expect(await world.store.readTotals()).toMatchObject({ itemsFound: 1, itemsDone: 1, filesDone: 2 });
    },
  );

  test('the Shared Library has a folder of its own, or none', async () => {
    const both: Apple = { main: [photo('A')], shared: [photo('S', { name: 'A.JPG' })] };
    await world.run(both, { layout: 'year-month' });
    expect(await world.paths()).toEqual(['2024/2024-06/A.JPG', 'Shared Library/2024/2024-06/A.JPG']);
    await world.run(both, { layout: 'year-month', sharedLibrary: 'together' });
    expect(await world.paths()).toEqual(['2024/2024-06/A (S).JPG', '2024/2024-06/A.JPG']);
  });
});
