import 'fake-indexeddb/auto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { LibraryZone } from '../../icloud/zone.ts';
import { parseCounts } from '../../icloud/responses/zone-responses.ts';
import { parseRecords } from '../../icloud/responses/responses.ts';
import { type Choice, everything } from '../../domain/album/choice.ts';
import { defaultArrangement } from '../../domain/layout/arrangement.ts';
import { buildItem, type PhotoItem } from '../../domain/photo/item.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { sampleRun } from '../../domain/testing/sample-run.ts';
import { epochMs, md5 } from '../../units.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import { placeAll, SAMPLE_LIBRARY, samplePage, sampleZone, savePage } from '../testing/sample-log.ts';

/** Apple's recorded replies lie beside the project, never in it; the numbers below were counted in them by hand. */
const RECORDED = '../shared/fixtures/icloud';
const isThere = existsSync(RECORDED);

const bodyOf = (path: string): unknown =>
  (JSON.parse(readFileSync(`${RECORDED}/${path}.json`, 'utf8')) as { response: { body: unknown } }).response
    .body;
const itemsOf = (name: string): PhotoItem[] => {
  const { assets, masters } = parseRecords(bodyOf(`photos/${name}`));
  return assets.flatMap((asset) => {
    const master = masters.get(asset.masterName);
    return master ? [buildItem(asset, master)] : [];
  });
};
const sharedZone: LibraryZone = { ...sampleZone, database: 'shared', zoneName: 'SharedSync-00000000' };

let logs = 0;
async function planned(page: string, choice: Partial<Choice> = {}, moved: readonly PhotoItem[] = []) {
  logs += 1;
  const log = await openLog(`recorded ${logs}`);
  const store = createLogStore(log);
  await store.saveLibraries([sampleZone, sharedZone], ['CMM-1']);
  const items = itemsOf(page);
  await savePage(store, samplePage(items, true));
  await store.savePhotos(
    'shared:SharedSync-00000000',
    'main',
    samplePage(itemsOf('shared-library-page'), true),
  );
  const [deleted = null] = parseCounts(bodyOf('counts/index-count-shared-zone'), 1);
  await store.saveCount(SAMPLE_LIBRARY, 'deleted', deleted);
  for (const { checksum, sizeBytes } of moved.flatMap(({ originals }) => originals))
    await log.put('contents', { checksum, md5: md5('d41d8cd98f00b204e9800998ecf8427e'), sizeBytes });
  const run = sampleRun({ choice: { ...everything, ...choice } });
  return { log, store, run, items, plan: await store.countPlan(run, epochMs(5)) };
}
const kinds = ({ byKind }: Plan): Record<string, number> =>
  Object.fromEntries(byKind.map(({ kind, amount: { items } }) => [kind, items]));

describe.skipIf(!isThere)('the plan of Apple’s recorded replies', () => {
  test.each([
    [
      'page-2018-live-edited-video',
      185,
      1_778_451_482,
      { photo: 7, 'live-photo': 77, video: 8, screenshot: 8 },
    ],
    ['page-2020-heic-live', 103, 286_651_303, { photo: 92, 'live-photo': 3, video: 4, screenshot: 1 }],
    ['page-2023-mixed', 109, 1_206_254_426, { photo: 79, portrait: 9, video: 11, screenshot: 1 }],
  ])('%s: items, files, bytes and kinds', async (page, files, bytes, personal) => {
    const { plan } = await planned(page);
    // Each page is joined by one photo of the Shared Library, 93,124 bytes.
    expect(plan.all).toEqual({ items: 101, files: files + 1, bytes: bytes + 93_124 });
    expect(kinds(plan)).toEqual({ ...personal, photo: personal.photo + 1 });
    expect(plan.byLibrary).toEqual([
      { zoneName: 'PrimarySync', amount: { items: 100, files, bytes } },
      { zoneName: 'SharedSync-00000000', amount: { items: 1, files: 1, bytes: 93_124 } },
    ]);
    expect(plan).toMatchObject({
      countedAt: 5,
      notChosen: 0,
      hidden: null,
      recentlyDeleted: 1,
      albums: 0,
      already: { items: 0, files: 0, bytes: 0 },
      cannot: [{ reason: 'shared-album', count: 1 }],
    });
  });

  test('counts the photos that were not chosen', async () => {
    const { plan } = await planned('page-2018-live-edited-video', { kinds: ['video', 'screenshot'] });
    expect(kinds(plan)).toEqual({ video: 8, screenshot: 8 });
    expect(plan).toMatchObject({ all: { items: 16 }, notChosen: 85 });
  });

  test.each<[string, Partial<Choice>, number]>([
    ['nothing before the first day', { to: '1999-12-31' }, 0],
    ['all up to the last day', { from: '2000-01-01', to: '2018-07-31' }, 100],
    ['photos in no album', { albums: [], unfiled: true }, 101],
    ['photos of no album', { albums: [] }, 0],
  ])('%s', async (_, choice, items) => {
    const { plan } = await planned('page-2018-live-edited-video', choice);
    expect(plan.all.items).toBe(items);
    expect(plan.all.items + plan.notChosen).toBe(101);
  });

  test('counts what is already in Jottacloud, and the largest file among those still to be sent', async () => {
    const items = itemsOf('page-2023-mixed');
    const videos = items.filter(({ itemType }) => /movie|mpeg/.test(itemType ?? ''));
    const whole = await planned('page-2023-mixed');
    const { plan } = await planned('page-2023-mixed', {}, videos);
    expect(plan.already).toMatchObject({ items: 11, files: 11 });
    expect(plan.largestBytes).toBeLessThan(whole.plan.largestBytes);
    expect(whole.plan.largestBytes).toBe(
      Math.max(...items.flatMap(({ originals }) => originals).map(({ sizeBytes }) => sizeBytes)),
    );
  });

  test('places the files of the plan, even after another layout is chosen', async () => {
    const { store, run, plan } = await planned('page-2018-live-edited-video');
    for (const layout of ['albums', 'year-month', 'one-folder'] as const) {
      await placeAll(store, { ...run, arrangement: { ...defaultArrangement, layout } });
      expect(await store.readTotals()).toMatchObject({
        itemsFound: plan.all.items,
        filesFound: plan.all.files,
        bytesFound: plan.all.bytes,
      });
    }
  });
});
