import { expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import type { AlbumChoice } from './album-choice.ts';
import { type AlbumOrder, albumRows, rowAfterKey, rowOfTyped } from './album-rows.ts';

const album = (name: string | null, items: number | null = 1, year = 2020): AlbumChoice => ({
  key: `a-${name}`,
  name,
  isFolder: false,
  items,
  createdAt: epochMs(Date.UTC(year, 0)),
  children: [],
});
const folder = (name: string, ...children: AlbumChoice[]): AlbumChoice => ({
  ...album(name, 0),
  key: `f-${name}`,
  isFolder: true,
  children,
});
const tree = [
  folder('Trips', album('Rome', 5, 2012), folder('North', album('Oslo', 70, 2024)), album('Málaga', 9, 2018)),
  album('Jul 10', 2, 2010),
  album(null, 3, 2025),
  album('Jul 9', 40, 2009),
  folder('Empty'),
];

const shown = (search = '', order: AlbumOrder = 'name', nodes = tree): string[] =>
  albumRows(nodes, { search, order, untitled: 'Untitled album', language: 'en' }).map(
    ({ name, depth, isFolder, items }) => `${'  '.repeat(depth)}${isFolder ? '# ' : ''}${name} ${items}`,
  );

test('albums without a folder come first, then each folder as a heading of its own', () => {
  expect(shown()).toEqual([
    'Jul 9 40',
    'Jul 10 2',
    'Untitled album 3',
    '# Empty 0',
    '# Trips 84',
    '  Málaga 9',
    '  Rome 5',
    '  # North 70',
    '    Oslo 70',
  ]);
});

test('the newest or the fullest albums come first, within their folder', () => {
  expect(shown('', 'date').filter((row) => !row.includes('#'))).toEqual([
    'Untitled album 3',
    'Jul 10 2',
    'Jul 9 40',
    '  Málaga 9',
    '  Rome 5',
    '    Oslo 70',
  ]);
  expect(shown('', 'items').slice(0, 3)).toEqual(['Jul 9 40', 'Untitled album 3', 'Jul 10 2']);
});

test.each([
  ['jul', ['Jul 9 40', 'Jul 10 2']],
  ['  MALAGA ', ['# Trips 84', '  Málaga 9']],
  ['trips rome', ['# Trips 84', '  Rome 5']],
  ['north', ['# Trips 84', '  # North 70', '    Oslo 70']],
  ['untitled', ['Untitled album 3']],
  ['nowhere', []],
])('the search “%s” finds albums by their names and folders', (search, found) => {
  expect(shown(search)).toEqual(found);
});

test('a folder chooses the albums that are shown below it', () => {
  const rows = albumRows(tree, { search: 'os', order: 'name', untitled: '', language: 'en' });
  expect(rows.find(({ name }) => name === 'Trips')?.albumKeys).toEqual(['a-Oslo']);
});

test('a folder has no number before all of its albums have one', () => {
  expect(shown('', 'name', [folder('Trips', album('Rome', null), album('Oslo', 3))])).toEqual([
    '# Trips null',
    '  Oslo 3',
    '  Rome null',
  ]);
});

test.each([
  ['ArrowDown', 4, 5],
  ['ArrowUp', 0, 0],
  ['ArrowDown', 9, 9],
  ['Home', 7, 0],
  ['End', 2, 9],
  ['PageDown', 1, 4],
  ['PageUp', 5, 2],
  ['Tab', 5, null],
])('%s in row %i of ten leads to row %s', (key, at, to) => {
  expect(rowAfterKey(key, at, 10, 3)).toBe(to);
});

test('typing leads to the next row that begins so; the same letter again moves on', () => {
  const rows = ['Rome', 'Oslo', 'Ålesund', 'Odda'].map((name) => ({ name }));
  expect([rowOfTyped(rows, 'o', 0), rowOfTyped(rows, 'o', 1), rowOfTyped(rows, 'od', 1)]).toEqual([1, 3, 3]);
  expect([rowOfTyped(rows, 'al', 0), rowOfTyped(rows, 'x', 0)]).toEqual([2, null]);
});

test('5,000 albums are searched and sorted within the time that a key may take', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => album(`Album ${(index * 7_919) % 5_000}`, index));
  const start = performance.now();
  expect(shown('', 'name', many)).toHaveLength(5_000);
  expect(shown('4999', 'items', many)).toEqual(['Album 4999 2321']);
  // Generous: the goal of 200 ms is for a computer that does nothing else.
  expect(performance.now() - start).toBeLessThan(1_000);
});
