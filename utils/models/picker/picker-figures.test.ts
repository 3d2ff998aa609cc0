import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { LogAlbum } from '../../domain/album/log-albums.ts';
import { epochMs } from '../../units.ts';
import type { PickerList } from './photo-lists.ts';
import { createPickerFigures, figuresOf } from './picker-figures.ts';

const known = (items: number, copied: number): LogAlbum => ({
  albumName: 'ROME',
  items,
  copied,
  bytes: items * 1_000,
});

test.each<[string, number, LogAlbum | undefined, ReturnType<typeof figuresOf>]>([
  ['all are copied', 312, known(312, 312), { items: 312, copied: 312, bytes: 312_000 }],
  ['some are copied', 312, known(312, 40), { items: 312, copied: 40, bytes: 312_000 }],
  ['three were added since', 315, known(312, 312), { items: 315, copied: 312, bytes: null }],
  ['two were taken out since', 310, known(312, 312), { items: 310, copied: null, bytes: null }],
  ['the log does not know it', 312, undefined, { items: 312, copied: null, bytes: null }],
  ['it is empty', 0, known(0, 0), { items: 0, copied: 0, bytes: 0 }],
])('an album of which %s', (_, items, album, figures) => {
  expect(figuresOf(items, album)).toEqual(figures);
});

test('no pair of counts shows more copied photos than Apple counts, or all of them where the counts differ', () => {
  for (let apple = 0; apple <= 12; apple += 1)
    for (let items = 0; items <= 12; items += 1)
      for (let copied = 0; copied <= items; copied += 1) {
        const shown = figuresOf(apple, known(items, copied)).copied ?? 0;
        expect(shown).toBeLessThanOrEqual(apple);
        if (apple > 0 && shown === apple) expect(items).toBe(apple);
      }
});

test('numbers are of the albums in view; what Apple does not count has none, and covers are of what the log knows', async () => {
  const list = (albumName: string): PickerList => ({
    id: `library ${albumName}`,
    kind: 'album',
    titles: [albumName],
    albumName,
    createdAt: null,
    pageSize: 100,
  });
  const asked: string[][] = [];
  const figures = createPickerFigures(
    {
      lists: { countEach: async (lists) => lists.map(({ albumName }) => (albumName === 'OSLO' ? null : 5)) },
      async askAlbums(names) {
        asked.push(names);
        return { listedAt: epochMs(7), albums: [known(5, 5)] };
      },
    },
    signal([list('ROME'), list('OSLO'), list('PARIS')]),
    new AbortController().signal,
  );
  expect(figures.coverOf('library ROME')).toBeNull();
  expect([...(await figures.readFigures(['library ROME', 'library OSLO']))]).toEqual([
    ['library ROME', { items: 5, copied: 5, bytes: 5_000 }],
  ]);
  expect(asked).toEqual([['ROME', 'OSLO']]);
  expect([figures.coverOf('library ROME'), figures.coverOf('library OSLO')]).toEqual(['ROME', null]);
});
