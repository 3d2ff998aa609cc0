import { expect, test } from 'vitest';
import { everything } from '../../domain/album/choice.ts';
import { defaultArrangement } from '../../domain/layout/arrangement.ts';
import { parseNote } from './run-note.ts';

const note = {
  destinationFolder: 'iCloud Photos',
  choice: { ...everything, picks: { assets: ['A'], thumbs: ['t'] } },
  arrangement: { ...defaultArrangement, hidden: true },
  speed: 'polite',
  isConfirmed: true,
};

test('a note of a run is read as it was written, with what was picked', () => {
  expect(parseNote(note)).toEqual(note);
  expect(parseNote({ ...note, choice: everything })).toEqual({ ...note, choice: everything });
  const nested = { ...note, destinationFolder: 'Photos/Italy 2022' };
  expect(parseNote(nested)).toEqual(nested);
});

test.each([
  ['a folder above its own', { ...note, destinationFolder: '../Other' }],
  ['a folder above its own, further down', { ...note, destinationFolder: 'Photos/../..' }],
  ['a folder that is none', { ...note, destinationFolder: 7 }],
  ['picks that are none', { ...note, choice: { ...everything, picks: 'all' } }],
  ['picks with a number', { ...note, choice: { ...everything, picks: { assets: [7], thumbs: [] } } }],
  ['albums that are no list', { ...note, choice: { ...everything, albums: 'Travel' } }],
  ['no choice', { ...note, choice: null }],
  ['nothing', undefined],
  ['a text', 'everything'],
])('a note with %s begins no run', (_, odd) => {
  expect(parseNote(odd)).toBeNull();
});
