import { describe, expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import type { AssetRecord } from '../photo/record.ts';
import { sampleAsset } from '../testing/sample-photo.ts';
import type { ListName } from './destination-path.ts';
import type { Layout } from './layouts.ts';
import { dateFolder } from './list-folder.ts';

const byMonth = { layout: 'year-month', sharedLibrary: 'own-folder' } as const;
const folderOf = (asset: Partial<AssetRecord>) =>
  dateFolder({ asset: sampleAsset(asset), library: 'personal', list: 'main' }, byMonth);

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

test.each<{
  layout: Layout;
  library: 'personal' | 'shared';
  list: ListName;
  folders: [apart: string, together: string];
}>([
  {
    layout: 'albums',
    library: 'personal',
    list: 'main',
    folders: ['Not in any album/2024', 'Not in any album/2024'],
  },
  {
    layout: 'albums',
    library: 'shared',
    list: 'main',
    folders: ['Shared Library/Not in any album/2024', 'Not in any album/2024'],
  },
  { layout: 'albums', library: 'personal', list: 'hidden', folders: ['Hidden/2024', 'Hidden/2024'] },
  {
    layout: 'albums',
    library: 'shared',
    list: 'deleted',
    folders: ['Shared Library/Recently Deleted/2024', 'Recently Deleted/2024'],
  },
  { layout: 'year-month', library: 'personal', list: 'main', folders: ['2024/2024-06', '2024/2024-06'] },
  {
    layout: 'year-month',
    library: 'shared',
    list: 'main',
    folders: ['Shared Library/2024/2024-06', '2024/2024-06'],
  },
  {
    layout: 'year-month',
    library: 'personal',
    list: 'deleted',
    folders: ['Recently Deleted/2024/2024-06', 'Recently Deleted/2024/2024-06'],
  },
  { layout: 'one-folder', library: 'personal', list: 'main', folders: ['', ''] },
  { layout: 'one-folder', library: 'shared', list: 'main', folders: ['Shared Library', ''] },
  { layout: 'one-folder', library: 'shared', list: 'hidden', folders: ['Shared Library/Hidden', 'Hidden'] },
])('layout $layout, $library library, list $list', ({ layout, library, list, folders }) => {
  const folder = (sharedLibrary: 'own-folder' | 'together') =>
    dateFolder({ asset: sampleAsset(), library, list }, { layout, sharedLibrary });
  expect([folder('own-folder'), folder('together')]).toEqual(folders);
});
