import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PhotoItem } from '../../domain/photo/item.ts';
import { defaultArrangement } from '../../domain/layout/arrangement.ts';
import type { Layout } from '../../domain/layout/layouts.ts';
import type { Role } from '../../domain/photo/role.ts';
import { byteLength, nameKey, safeName } from '../../domain/photo/safe-name.ts';
import { sampleRun } from '../../domain/testing/sample-run.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import {
  placeAll,
  SAMPLE_LIBRARY,
  sampleItem,
  samplePage,
  sampleZone,
  savePage,
} from '../testing/sample-log.ts';
import type { LogDatabase } from '../schema.ts';

/** What people, cameras and importers may call a photo. */
const hostileName = fc.oneof(
  fc.constantFrom(
    'IMG_1.JPG',
    'img_1.jpg',
    'IMG_1.HEIC',
    'IMG_1-edited.JPG',
    'IMG_1-2.JPG',
    'IMG_1 (AAAA).JPG',
    'Å.jpg',
    'A\u030a.jpg',
    'con.jpg',
    'CON',
    '.jpg',
    'a.',
    ' a.jpg',
    'a/b.jpg',
    'a_b.jpg',
    '100%.jpg',
    'Hidden',
    'No date',
    'x'.repeat(300),
    `${'é'.repeat(200)}.jpeg`,
    '👨‍👩‍👧‍👦'.repeat(40),
    'İ.jpg',
    'i̇.jpg',
    '\u202eGPJ.exe',
    'a.b c',
  ),
  fc.string({ unit: 'grapheme', maxLength: 90 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const anyRoles = fc
  .subarray<Role>(['live-video', 'alternative', 'edited-still', 'edited-video', 'sidecar'])
  .map((roles): Role[] => ['original', ...roles]);
const anyType = fc.constantFrom('public.jpeg', 'public.heic', 'com.unknown.thing', null);
const anyItems = fc
  .array(
    fc.record({
      name: fc.option(hostileName, { nil: null }),
      roles: anyRoles,
      type: anyType,
      day: fc.nat(40),
      addedAt: fc.nat(3),
    }),
    {
      minLength: 1,
      maxLength: 14,
    },
  )
  .map((all) =>
    all.map(({ name, roles, type, day, addedAt }, index): PhotoItem => {
      // Ids with one beginning: the first suffixes meet too.
      const item = sampleItem(`AAAA-BBBB-${index % 3}-${index}`, {
        roles,
        addedAt: addedAt * 1_000,
        takenAt: Date.UTC(2024, 5, day),
      });
      const originals = item.originals.map((original) =>
        original.role === 'original' || original.role === 'alternative'
          ? { ...original, fileType: type }
          : original,
      );
      return { ...item, fileName: name, itemType: null, originals };
    }),
  );
const anyLayout = fc.constantFrom<Layout>('albums', 'year-month', 'one-folder');

let logs = 0;
async function newLog(): Promise<LogDatabase> {
  logs += 1;
  const log = await openLog(`naming ${logs}`);
  await createLogStore(log).saveLibraries([sampleZone], []);
  return log;
}

const sharedAlbum = {
  recordName: 'ALB' as never,
  name: 'Rom',
  kind: 'album' as const,
  parent: null,
  createdAt: 1,
  position: 1,
};

/** Enters pages and places them; every second photo is in an album too. @returns path by file */
async function place(log: LogDatabase, pages: PhotoItem[][], layout: Layout): Promise<Map<string, string>> {
  const store = createLogStore(log);
  await store.saveAlbums(SAMPLE_LIBRARY, [sharedAlbum]);
  const members = pages.flat().filter(({ asset }) => /[02468]$/.test(asset.recordName));
  await store.saveMembers(`${SAMPLE_LIBRARY}/ALB`, {
    members: members.map(({ asset }) => ({ assetName: asset.recordName, position: 0, isCover: false })),
    rankCount: members.length,
    isLast: true,
    passToken: null,
  });
  for (const page of pages) await savePage(store, samplePage(page));
  await placeAll(store, sampleRun({ arrangement: { ...defaultArrangement, layout } }));
  return new Map((await log.getAll('files')).map(({ key, path }) => [key, path]));
}

const inPages = (items: readonly PhotoItem[], size: number): PhotoItem[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, page) =>
    items.slice(page * size, (page + 1) * size),
  );

test('any set of photos: each file has a path of its own, allowed at Jottacloud; the files of one photo keep one stem', async () => {
  await fc.assert(
    fc.asyncProperty(anyItems, anyLayout, async (items, layout) => {
      const log = await newLog();
      const paths = await place(log, [items], layout);
      expect(paths.size).toBeGreaterThanOrEqual(items.flatMap(({ originals }) => originals).length);
      expect(new Set([...paths.values()].map(nameKey)).size).toBe(paths.size);
      for (const path of paths.values())
        for (const segment of path.split('/')) {
          expect(safeName(segment)).toBe(segment);
          expect(byteLength(segment)).toBeLessThanOrEqual(240);
        }
      const folders = new Set(
        [...paths.values()].flatMap((path) =>
          path
            .split('/')
            .slice(0, -1)
            .map((_, at, all) => nameKey(all.slice(0, at + 1).join('/'))),
        ),
      );
      for (const path of paths.values()) expect(folders).not.toContain(nameKey(path));
      const isTyped = new Map(
        items.map(({ asset, originals }) => [
          asset.recordName as string,
          /jpeg|heic/.test(originals[0]?.fileType ?? ''),
        ]),
      );
      const pairs = Map.groupBy(paths, ([key]) => key.replace(/#.*@/, '@'));
      for (const [photo, files] of pairs) {
        if (!isTyped.get(photo.replace(/^.*\/|@.*$/g, ''))) continue;
        const live = files.filter(([key]) => /#(original|live-video)@/.test(key));
        expect(new Set(live.map(([, path]) => path.slice(0, path.lastIndexOf('.')))).size).toBe(1);
      }
      log.close();
    }),
    { numRuns: 120 },
  );
}, 60_000);

test('whatever the order and size of pages, the paths are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyItems.chain((items) =>
        fc.tuple(
          fc.constant(items),
          fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length }),
          fc.integer({ min: 1, max: 14 }),
        ),
      ),
      anyLayout,
      async ([items, shuffled, size], layout) => {
        const [a, b] = [await newLog(), await newLog()];
        expect(await place(b, inPages(shuffled, size), layout)).toEqual(await place(a, [items], layout));
        a.close();
        b.close();
      },
    ),
    { numRuns: 80 },
  );
}, 60_000);

test('photos that are added later change no path, and get those that they would have got at once', async () => {
  await fc.assert(
    fc.asyncProperty(anyItems, fc.nat(14), anyLayout, async (items, count, layout) => {
      const byAge = items.map((item, index) => ({
        ...item,
        asset: { ...item.asset, addedAt: index as never },
      }));
      const [grown, whole] = [await newLog(), await newLog()];
      const before = await place(grown, [byAge.slice(0, count)], layout);
      const after = await place(grown, [byAge], layout);
      for (const [key, path] of before) expect(after.get(key)).toBe(path);
      expect(after).toEqual(await place(whole, [byAge], layout));
      grown.close();
      whole.close();
    }),
    { numRuns: 80 },
  );
}, 60_000);

test('files that come to a photo later, whatever they are, take no path of another file', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyItems,
      fc.array(fc.tuple(anyRoles, anyType), { minLength: 14, maxLength: 14 }),
      async (items, changes) => {
        const log = await newLog();
        await place(log, [items], 'albums');
        const changed = items.map((item, index): PhotoItem => {
          const [roles, type] = changes[index] ?? [['original'], null];
          const { originals } = sampleItem(item.asset.recordName, { roles, checksum: 'new' });
          return {
            ...item,
            originals: originals.map((original) =>
              original.role === 'original' ? { ...original, fileType: type } : original,
            ),
          };
        });
        const paths = await place(log, [changed], 'albums');
        expect(new Set([...paths.values()].map(nameKey)).size).toBe(paths.size);
        log.close();
      },
    ),
    { numRuns: 80 },
  );
}, 60_000);

test('an edit that comes later lies beside its original, under its stem', async () => {
  const log = await newLog();
  const first = sampleItem('AAAA1', { addedAt: 1 });
  const second = sampleItem('BBBB2', { addedAt: 2 });
  await place(log, [[first, second]], 'year-month');
  const edited = (id: string, addedAt: number) =>
    sampleItem(id, { addedAt, roles: ['original', 'edited-still'] });
  const paths = await place(log, [[edited('AAAA1', 1), edited('BBBB2', 2)]], 'year-month');
  expect([...paths.values()].toSorted()).toEqual([
    '2024/2024-06/IMG_0001 (BBBB).JPG',
    '2024/2024-06/IMG_0001-edited (BBBB).JPG',
    '2024/2024-06/IMG_0001-edited.JPG',
    '2024/2024-06/IMG_0001.JPG',
  ]);
});

test('the original that changes its type takes the name of the type, not that of its pair', async () => {
  const log = await newLog();
  const jpeg = sampleItem('AAAA1', { addedAt: 1 });
  await place(log, [[jpeg]], 'year-month');
  const pair = sampleItem('AAAA1', { addedAt: 1, roles: ['original', 'alternative'], checksum: 'new' });
  const originals = pair.originals.map((original) =>
    original.role === 'original' ? { ...original, fileType: 'com.canon.cr2-raw-image' } : original,
  );
  const paths = await place(log, [[{ ...pair, originals }]], 'year-month');
  expect([...paths.values()].toSorted()).toEqual([
    '2024/2024-06/IMG_0001 (AAAA).CR2',
    '2024/2024-06/IMG_0001 (AAAA).JPG',
  ]);
});
