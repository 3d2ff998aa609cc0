import { expect, test } from 'vitest';
import { type AlbumChoice, albumKeys, itemsIn, tickOf, withTick } from './album-choice.ts';

const album = (key: string, items = 1): AlbumChoice => ({
  key,
  name: key,
  isFolder: false,
  items,
  children: [],
});
const folder = (key: string, ...children: AlbumChoice[]): AlbumChoice => ({
  key,
  name: key,
  isFolder: true,
  items: 0,
  children,
});
const trips = folder('trips', album('rome', 5), folder('north', album('oslo', 7), album('bergen')));

test('a folder is ticked when all albums below it are, and half when some are', () => {
  expect(tickOf(trips, new Set())).toBe('none');
  expect(tickOf(trips, new Set(['oslo']))).toBe('some');
  expect(tickOf(trips, new Set(['oslo', 'bergen', 'rome']))).toBe('all');
});

test('a press on a half-ticked folder ticks all of it, the next one none of it', () => {
  const all = withTick(trips, new Set(['oslo', 'elsewhere']));
  expect([...all].toSorted()).toEqual(['bergen', 'elsewhere', 'oslo', 'rome']);
  expect([...withTick(trips, all)]).toEqual(['elsewhere']);
});

test('only albums are chosen, never folders', () => {
  expect(albumKeys(trips)).toEqual(['rome', 'oslo', 'bergen']);
  expect(tickOf(folder('empty'), new Set(['empty']))).toBe('none');
});

test('a folder counts what is in its albums', () => {
  expect(itemsIn(trips)).toBe(13);
});
