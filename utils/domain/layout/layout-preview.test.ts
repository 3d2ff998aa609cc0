import { expect, test } from 'vitest';
import { defaultArrangement } from './arrangement.ts';
import { layoutPreview, type PreviewNode } from './layout-preview.ts';
import { exampleSample } from './layout-sample.ts';

const sample = exampleSample({ album: 'Summer', folder: 'Trips', inFolder: 'Rome' });
const paths = (nodes: PreviewNode[], above = ''): string[] =>
  nodes.flatMap(({ name, children }) =>
    children.length === 0 ? [`${above}${name}`] : paths(children, `${above}${name}/`),
  );
const preview = (change: Partial<typeof defaultArrangement>) =>
  paths(layoutPreview(sample, { ...defaultArrangement, ...change }));

test('albums: the tree as in iCloud, the rest by year', () => {
  expect(preview({})).toEqual([
    'Not in any album/2024/IMG_2231.HEIC',
    'Shared Library/Not in any album/2024/IMG_1980.JPG',
    'Summer/IMG_0412.HEIC',
    'Trips/Rome/IMG_1755.JPG',
  ]);
});

test('year and month, the Shared Library among the user’s own photos', () => {
  expect(preview({ layout: 'year-month', sharedLibrary: 'together' })).toEqual([
    '2019/2019-07/IMG_0412.HEIC',
    '2023/2023-03/IMG_1755.JPG',
    '2024/2024-06/IMG_2231.HEIC',
    '2024/2024-07/IMG_1980.JPG',
  ]);
});

test('one folder, with the lists that were switched on', () => {
  expect(preview({ layout: 'one-folder', hidden: true, recentlyDeleted: true })).toEqual([
    'Hidden/IMG_1204.JPG',
    'Recently Deleted/IMG_2300.MOV',
    'Shared Library/IMG_1980.JPG',
    'IMG_0412.HEIC',
    'IMG_1755.JPG',
    'IMG_2231.HEIC',
  ]);
});

test('two photos of one name do not become one', () => {
  const [first] = sample.photos;
  const twice = { ...sample, photos: first ? [first, first] : [] };
  expect(paths(layoutPreview(twice, defaultArrangement))).toHaveLength(2);
});
