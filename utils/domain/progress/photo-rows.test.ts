import { expect, test } from 'vitest';
import type { FileUnderWay, FinishedPhoto } from './progress.ts';
import { noRows, type PlacedRows, placeRows } from './photo-rows.ts';

const file = (photo: string, change: Partial<FileUnderWay> = {}): FileUnderWay => ({
  key: `${photo}#original@`,
  photo,
  name: `${photo}.HEIC`,
  folder: '2024',
  sizeBytes: 100,
  step: 'get',
  doneBytes: 0,
  ...change,
});
const finished = (photo: string): FinishedPhoto => ({
  photo,
  name: `${photo}.HEIC`,
  folder: '2024',
  places: 1,
  sizeBytes: 100,
  proof: 'checksum',
});
const photosIn = ({ rows }: PlacedRows): (string | null)[] => rows.map((row) => row && row.photo);
const files = (photos: string): FileUnderWay[] => photos.split('').map((photo) => file(photo));

test('at most six photos have a row, the others are counted', () => {
  const placed = placeRows(noRows, files('abcdefgh'), [], 0);
  expect(photosIn(placed)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  expect(placed.more).toBe(2);
});

test('a row keeps its place when others before it leave', () => {
  let placed = placeRows(noRows, files('abc'), [], 0);
  placed = placeRows(placed, files('bc'), [finished('a')], 500);
  expect(photosIn(placed)).toEqual(['a', 'b', 'c']);
  expect(placed.rows[0]).toMatchObject({ step: 'verified', doneBytes: 100 });
  placed = placeRows(placed, files('bc'), [finished('a')], 1_500);
  expect(photosIn(placed)).toEqual([null, 'b', 'c']);
  placed = placeRows(placed, files('bcd'), [], 2_000);
  expect(photosIn(placed)).toEqual(['d', 'b', 'c']);
});

test('a place that became free goes to the next photo at once, and no empty place is at the end', () => {
  let placed = placeRows(noRows, files('abcdefg'), [], 0);
  placed = placeRows(placed, files('abdefg'), [finished('c')], 100);
  placed = placeRows(placed, files('abdefg'), [finished('c')], 1_100);
  expect(photosIn(placed)).toEqual(['a', 'b', 'g', 'd', 'e', 'f']);
  placed = placeRows(placed, files('a'), [], 1_200);
  expect(photosIn(placeRows(placed, files('a'), [], 2_200))).toEqual(['a']);
});

test('a photo that failed is not called verified', () => {
  const placed = placeRows(placeRows(noRows, files('a'), [], 0), [], [], 500);
  expect(placed.rows[0]).toMatchObject({ photo: 'a', step: 'get' });
});

test('all files and places of a photo are one row', () => {
  const placed = placeRows(
    noRows,
    [
      file('a', { step: 'send', doneBytes: 40, folder: 'Sommer' }),
      file('a', { key: 'a#original@x', folder: 'Reise' }),
      file('a', { key: 'a#live-video@x', folder: 'Reise', sizeBytes: 300 }),
    ],
    [],
    0,
  );
  expect(placed.rows).toMatchObject([
    { photo: 'a', places: 2, sizeBytes: 500, doneBytes: 40, step: 'get', folder: 'Sommer' },
  ]);
});
