import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { countReads } from '../../../tests/integration/support/counted-reads.ts';
import type { PhotoItem } from '../../domain/photo/item.ts';
import type { Run } from '../../domain/run/run.ts';
import { createChangeTracker } from '../manifest/changed-files.ts';
import { forgetFiles } from '../runs/retry-failed.ts';
import { sampleItem } from '../testing/sample-log.ts';
import { newRuns, type SampleRequest, type SampleRuns } from '../testing/sample-runs.ts';

const HOUR_MS = 3_600_000;
let logs = 0;
let world: SampleRuns;
beforeEach(async () => {
  logs += 1;
  world = await newRuns(`galleries ${logs}`);
});

const request: SampleRequest = { layout: 'one-folder', details: 'json', gallery: true };
/** Photos, one an hour. */
const photos = (count: number): PhotoItem[] =>
  Array.from({ length: count }, (_, index) =>
    sampleItem(`P${10_000 + index}`, {
      name: `IMG_${10_000 + index}.JPG`,
      addedAt: index,
      takenAt: Date.UTC(2024, 0, 1) + index * HOUR_MS,
    }),
  );

/** Places galleries until nothing is new, as the engine does. @returns paths of the pages that were queued */
async function placeGalleries(run: Run): Promise<string[]> {
  const queued: string[] = [];
  while (await world.store.placeGalleries(run)) {
    const files = await world.log.getAllFromIndex('files', 'byStatus');
    for (const { role, path, state } of files)
      if (role === 'gallery' && state.status === 'queued') queued.push(path);
    await world.moveAll();
  }
  return queued.toSorted();
}

async function pageOf(path: string): Promise<string> {
  const file = (await world.log.getAll('files')).find((one) => one.path === path);
  if (!file) throw new Error(`there is no ${path}`);
  const { bytes, checksum } = await world.store.readOwnFile(file);
  expect(checksum).toBe(file.checksum);
  expect(bytes.length).toBe(file.sizeBytes);
  return new TextDecoder().decode(bytes);
}

test('a folder has a page for each 1,000 photos, and a new photo rewrites only the page it is on', async () => {
  const all = photos(1_002);
  const first = await world.run({ main: all.slice(0, 1_001) }, request);
  expect(await placeGalleries(first)).toEqual(['index-2.html', 'index.html']);
  const pages = await Promise.all(['index.html', 'index-2.html'].map(pageOf));
  expect(pages.map((html) => html.match(/<img /g)?.length)).toEqual([1_000, 1]);
  expect(pages[1]).toContain('src="IMG_11000.JPG"');
  for (const html of pages) expect(html).toContain('href="index-2.html"');

  const later = await world.run({ main: all }, request);
  expect(await placeGalleries(later)).toEqual(['index-2.html']);
  expect(await countReads(() => world.store.placeGalleries(later))).toBeLessThanOrEqual(2);
}, 60_000);

test('an album of photos that lie there twice shows each once, with its own files', async () => {
  const [a, b] = [
    sampleItem('A', { name: 'A.HEIC', roles: ['original', 'live-video'] }),
    sampleItem('B', { name: 'B.JPG' }),
  ];
  const albums = { Rom: ['B', 'A'], Oslo: ['A'] };
  const run = await world.run({ main: [a, b], albums }, { ...request, layout: 'albums' });
  expect(await placeGalleries(run)).toEqual(['Oslo/index.html', 'Rom/index.html', 'index.html']);
  const rome = await pageOf('Rom/index.html');
  expect([...rome.matchAll(/<a class="tile" href="([^"]*)"/g)].map(([, to]) => to)).toEqual([
    'B.JPG',
    'A.JPG',
  ]);
  expect(rome).toContain('href="A.MOV"');
  expect(rome).not.toContain('Oslo');
});

test('after a change of layout, the new folders have pages, and so has the destination', async () => {
  await placeGalleries(await world.run({ main: photos(3) }, request));
  const run = await world.run({ main: photos(3) }, { ...request, layout: 'year-month' });
  expect(await placeGalleries(run)).toEqual(['2024/2024-01/index.html', '2024/index.html', 'index.html']);
});

test('a photo that is gone at both ends is on no page any more', async () => {
  const run = await world.run({ main: photos(2) }, request);
  await placeGalleries(run);
  const [first, second] = await world.log.getAll('photos');
  const lose = async (key = ''): Promise<void> => {
    const files = await world.log.getAllFromIndex('files', 'byItem', key);
    const missing = await Promise.all(files.map((file) => world.store.requeueMissing(file)));
    await forgetFiles(world.log, missing, createChangeTracker());
  };
  await lose(first?.key);
  expect(await placeGalleries(run)).toEqual(['index.html']);
  expect((await pageOf('index.html')).match(/<img /g)).toHaveLength(1);

  await lose(second?.key);
  expect(await placeGalleries(run)).toEqual(['index.html']);
  expect(await pageOf('index.html')).not.toContain('<img ');
});
