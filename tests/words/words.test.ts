import { expect, test } from 'vitest';
import { listFiles } from '../map/list-files.ts';
import { findTurns } from './find-turns.ts';
import { readProse } from './read-prose.ts';

test('comments, titles, documents and texts read like English', () => {
  const prose = listFiles('.').flatMap((file) => readProse('.', file));
  expect(prose.flatMap(findTurns)).toEqual([]);
});

test('all kinds of prose are read', () => {
  const texts = ['tests/words/words.test.ts', 'tests/words/turns.ts', 'README.md']
    .flatMap((file) => readProse('.', file))
    .map(({ text }) => text);
  expect(texts).toContain('all kinds of prose are read');
  expect(texts).toContain(
    'Turns that read like a translation, with plain wording. A pattern must have no false alarms.',
  );
  expect(texts.length).toBeGreaterThan(20);
  const titles = readProse('.', 'tests/integration/transfer/session.test.ts').map(({ text }) => text);
  expect(titles).toContain('a session that is refused with %s is checked once, and the call continues');
  expect(readProse('.', 'public/_locales/en/messages.json').length).toBeGreaterThan(500);
});

test.each([
  ['the list is read anew', 1],
  ['the number is told', 1],
  ['two errors are told apart by their codes', 0],
  ['the worker continues automatically', 0],
  ['Starts by itself and goes on.', 2],
  ['What is stored, and who can read it: a page.', 0],
  ['What is confirmed is entered.', 1],
])('"%s" has %i turns', (text, count) => {
  expect(findTurns({ file: 'a.ts', line: 1, text })).toHaveLength(count);
});
