import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import type { Run } from '../../domain/run/run.ts';
import type { PhotoItem } from '../../domain/photo/item.ts';
import { SAMPLE_LIBRARY, sampleItem, samplePage } from '../testing/sample-log.ts';
import { newRuns, type SampleRuns } from '../testing/sample-runs.ts';

let logs = 0;
let world: SampleRuns;
const photo = (id: string, change: Parameters<typeof sampleItem>[1] = {}): PhotoItem =>
  sampleItem(id, { name: `${id}.JPG`, addedAt: id.charCodeAt(0), ...change });

/** Names of the records whose bytes would be requested first. */
async function first(run: Run, limit = 200): Promise<string[]> {
  return (await world.store.firstFiles(run, limit)).map(({ holder }) => holder);
}

/** New photos, as changes bring them. */
const list = (...photos: PhotoItem[]): Promise<void> =>
  world.store.savePhotos(SAMPLE_LIBRARY, 'main', { ...samplePage(photos), progress: null });

beforeEach(async () => {
  logs += 1;
  world = await newRuns(`unplaced ${logs}`);
});

test('before anything is placed, the oldest photos of the choice come first', async () => {
  const empty = await world.run({});
  await list(photo('C'), photo('A'), photo('B', { missing: true }), photo('D', { takenAt: 0 }));
  const run = { ...empty, choice: { ...empty.choice, from: '2000-01-01' } };
  expect(await first(run)).toEqual(['MA', 'MC']);
  expect(await first(run, 1)).toEqual(['MA']);
  expect(await world.paths()).toEqual([]);
});

test('after a copy, only new photos whose bytes Jottacloud lacks are listed', async () => {
  const run = await world.run({ main: [photo('A'), photo('B')] });
  expect(await first(run)).toEqual([]);
  await list(photo('C'), photo('D', { checksum: 'A' }));
  expect(await first(run)).toEqual(['MC']);
});

test('another layout places all photos again, and their known bytes are not requested', async () => {
  const run = await world.run({ main: [photo('A')] });
  await list(photo('B'));
  const other: Run = { ...run, arrangement: { ...run.arrangement, layout: 'one-folder' } };
  expect(await first(other)).toEqual(['MB']);
  expect(await world.paths()).toHaveLength(1);
});

test('queued files of a stopped copy come first', async () => {
  const run = await world.run({ main: [photo('Z')] });
  await list(photo('A'));
  while (await world.store.placeNext(run));
  await list(photo('B'));
  expect(await first(run)).toEqual(['MA', 'MB']);
});
