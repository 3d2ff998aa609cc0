import { expect, test } from 'vitest';
import { type AlbumChoice, itemsIn, tickOf, withTick } from './album-choice.ts';

const album = (key: string, items = 1): AlbumChoice => ({
  key,
  name: key,
  isFolder: false,
  items,
  createdAt: null,
  children: [],
});
const folder = (key: string, ...children: AlbumChoice[]): AlbumChoice => ({
  key,
  name: key,
  isFolder: true,
  items: 0,
  createdAt: null,
  children,
});
const trips = folder('trips', album('rome', 5), folder('north', album('oslo', 7), album('bergen')));

const below = ['rome', 'oslo', 'bergen'];

test('a folder is ticked when all albums below it are, and half when some are', () => {
  expect(tickOf(below, new Set())).toBe('none');
  expect(tickOf(below, new Set(['oslo']))).toBe('some');
  expect(tickOf(below, new Set(['oslo', 'bergen', 'rome']))).toBe('all');
  expect(tickOf([], new Set(['empty']))).toBe('none');
});

test('a press on a half-ticked folder ticks all of it, the next one none of it', () => {
  const all = withTick(below, new Set(['oslo', 'elsewhere']));
  expect([...all].toSorted()).toEqual(['bergen', 'elsewhere', 'oslo', 'rome']);
  expect([...withTick(below, all)]).toEqual(['elsewhere']);
});

test('a folder counts what is in its albums', () => {
  expect(itemsIn(trips)).toBe(13);
});
