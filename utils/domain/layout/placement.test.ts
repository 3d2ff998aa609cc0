import { expect, test } from 'vitest';
import { relativePath } from '../../units.ts';
import { everything } from '../album/choice.ts';
import { sampleAsset } from '../testing/sample-photo.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { defaultArrangement } from './arrangement.ts';
import { type AlbumFolder, foldersOf, type PhotoToPlace } from './placement.ts';

const album = (recordName: string, createdAt: number, path: string | null): AlbumFolder => ({
  recordName,
  kind: 'album',
  createdAt,
  path: path === null ? null : relativePath(path),
});
const albums = new Map([
  ['younger', album('younger', 2, 'Norway')],
  ['older', album('older', 1, 'Travel')],
  ['without a folder', album('without a folder', 0, null)],
]);
const photo: PhotoToPlace = {
  asset: sampleAsset(),
  library: 'personal',
  list: 'main',
  albumKeys: [...albums.keys()],
};
const run = sampleRun({ arrangement: { ...defaultArrangement, layout: 'albums' } });
const listFolders = (change: Partial<PhotoToPlace>, of = run): string[] =>
  foldersOf({ ...photo, ...change }, albums, of).map(({ folder }) => folder);

test('a photo goes into each of its albums, the oldest first', () => {
  expect(listFolders({})).toEqual(['Travel', 'Norway']);
});

test('only chosen albums count', () => {
  expect(listFolders({}, { ...run, choice: { ...everything, albums: ['younger'] } })).toEqual(['Norway']);
});

test.each<[string, Partial<PhotoToPlace>, string]>([
  ['in no album', { albumKeys: [] }, 'Not in any album/2024'],
  ['in Hidden', { list: 'hidden' }, 'Hidden/2024'],
  ['of a shared album', { sharedAlbumFolder: 'Shared Albums/Party' }, 'Shared Albums/Party'],
])('a photo %s has one place of its own', (_, change, folder) => {
  expect(listFolders(change)).toEqual([folder]);
});
