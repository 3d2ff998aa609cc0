import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochMs, recordName } from '../../units.ts';
import { dateFolder, type ListName, itemPathCandidates, pathKey } from './destination-path.ts';
import type { Layout } from './arrangement.ts';
import { buildItem } from '../photo/item.ts';
import type { AssetRecord } from '../photo/record.ts';
import { sampleAsset, sampleMaster, sampleResource } from '../testing/sample-photo.ts';

const byMonth = { layout: 'year-month', sharedLibrary: 'own-folder' } as const;
const first = (count: number, item = buildItem(sampleAsset(), sampleMaster()), folder = '2024/2024-06') => [
  ...itemPathCandidates(item, folder).take(count),
];

const folderOf = (asset: Partial<AssetRecord>) => dateFolder(sampleAsset(asset), 'personal', 'main', byMonth);

describe('the folder of a photo', () => {
  test.each([
    ['by year and month', Date.UTC(2024, 5, 15), 0, '2024/2024-06'],
    ['in the time zone where it was taken', Date.UTC(2025, 5, 30, 23, 30), 7_200, '2025/2025-07'],
    ['in a zone west of Greenwich', Date.UTC(2025, 0, 1, 3), -18_000, '2024/2024-12'],
    ['just before 1970', -1, 0, '1969/1969-12'],
    ['at the first moment of 1970', 0, 0, '1970/1970-01'],
    ['of an old scan', Date.UTC(1912, 3, 15), 0, '1912/1912-04'],
    ['far in the future, it is the one of when it was added', Date.UTC(4001, 0, 1), 0, '2025/2025-01'],
    ['before photography, it is the one of when it was added', Date.UTC(1601, 0, 1), 0, '2025/2025-01'],
    ['outside of all calendars', 9e15, 0, '2025/2025-01'],
    ['without a date', null, 0, '2025/2025-01'],
  ])('%s', (_, capturedAt, timeZoneOffsetSeconds, folder) => {
    const at = capturedAt === null ? null : epochMs(capturedAt);
    expect(folderOf({ capturedAt: at, timeZoneOffsetSeconds })).toBe(folder);
  });

  test('without any date it is a folder of its own', () => {
    expect(folderOf({ capturedAt: null, addedAt: null })).toBe('No date');
  });
});

test.each<[Layout, 'personal' | 'shared', ListName, string, string]>([
  ['albums', 'personal', 'main', 'Not in any album/2024', 'Not in any album/2024'],
  ['albums', 'shared', 'main', 'Shared Library/Not in any album/2024', 'Not in any album/2024'],
  ['albums', 'personal', 'hidden', 'Hidden/2024', 'Hidden/2024'],
  ['albums', 'shared', 'deleted', 'Shared Library/Recently Deleted/2024', 'Recently Deleted/2024'],
  ['year-month', 'personal', 'main', '2024/2024-06', '2024/2024-06'],
  ['year-month', 'shared', 'main', 'Shared Library/2024/2024-06', '2024/2024-06'],
  ['year-month', 'personal', 'deleted', 'Recently Deleted/2024/2024-06', 'Recently Deleted/2024/2024-06'],
  ['one-folder', 'personal', 'main', '', ''],
  ['one-folder', 'shared', 'main', 'Shared Library', ''],
  ['one-folder', 'shared', 'hidden', 'Shared Library/Hidden', 'Hidden'],
])('layout %s, %s library, list %s', (layout, library, list, apart, together) => {
  const folder = (sharedLibrary: 'own-folder' | 'together') =>
    dateFolder(sampleAsset(), library, list, { layout, sharedLibrary });
  expect([folder('own-folder'), folder('together')]).toEqual([apart, together]);
});

describe('paths', () => {
  test('a file at the top is not called like a folder of ours there', () => {
    const item = buildItem(
      sampleAsset(),
      sampleMaster({ fileName: 'hidden', itemType: null, original: sampleResource('resOriginalRes') }),
    );
    expect(first(1, item, '')).toEqual([['hidden (7F3A)']]);
    expect(first(1, item, 'Hidden')).toEqual([['Hidden/hidden']]);
  });

  test('the second photo of a name gets the first signs of its own id, then more of them', () => {
    expect(first(4)).toEqual([
      ['2024/2024-06/IMG_0001.JPG'],
      ['2024/2024-06/IMG_0001 (7F3A).JPG'],
      ['2024/2024-06/IMG_0001 (7F3A0C11).JPG'],
      ['2024/2024-06/IMG_0001 (7F3A0C112B4D4E6F).JPG'],
    ]);
  });

  test('all files of one photo get the same suffix', () => {
    const liveVideo = sampleResource('resOriginalVidComplRes', 'com.apple.quicktime-movie');
    expect(first(2, buildItem(sampleAsset(), sampleMaster({ liveVideo })))).toEqual([
      ['2024/2024-06/IMG_0001.JPG', '2024/2024-06/IMG_0001.MOV'],
      ['2024/2024-06/IMG_0001 (7F3A).JPG', '2024/2024-06/IMG_0001 (7F3A).MOV'],
    ]);
  });

  test('two files of one photo never have one path', () => {
    const alternative = sampleResource('resOriginalAltRes', 'public.jpeg');
    expect(first(1, buildItem(sampleAsset(), sampleMaster({ alternative })))).toEqual([
      ['2024/2024-06/IMG_0001.JPG', '2024/2024-06/IMG_0001-2.JPG'],
    ]);
  });

  test('however many photos have a name, each candidate is a new path of allowed length', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 260 }),
        fc.string({ maxLength: 60 }),
        (name, id) => {
          const item = buildItem(
            sampleAsset({ recordName: recordName(id) }),
            sampleMaster({ fileName: name }),
          );
          const paths = first(9, item).flat();
          expect(paths.every((path) => path.split('/').length === 3)).toBe(true);
          expect(paths.every((path) => new TextEncoder().encode(path.split('/').at(-1)).length <= 240)).toBe(
            true,
          );
          if (id.replace(/[^0-9A-Za-z]/g, '').length > 16) expect(new Set(paths.map(pathKey)).size).toBe(9);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('a suffix that a short id cannot make longer is numbered', () => {
    const item = buildItem(sampleAsset({ recordName: recordName('x') }), sampleMaster());
    expect(first(7, item).at(-1)).toEqual(['2024/2024-06/IMG_0001 (X 3).JPG']);
  });
});
