import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkIds } from '../domain/check/check-row.ts';

const page = readFileSync('docs/first-contact.md', 'utf8');

interface Row {
  question: string;
  checks: string[];
  code: string[];
}

const inBackticks = (cell: string | undefined): string[] =>
  [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? '');

/** Rows of the table below a heading of the page. */
function rowsBelow(heading: string): Row[] {
  const section = page.split(`### ${heading}\n`)[1]?.split('\n###')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| open question'))
    .map((line) => {
      const [, question, checks, code] = line.split('|');
      return { question: (question ?? '').trim(), checks: inBackticks(checks), code: inBackticks(code) };
    });
}

/** Items of the list of open questions in a document. */
function openQuestions(path: string): string[] {
  const section = readFileSync(path, 'utf8').split('Only a real account can tell\n')[1] ?? '';
  return [...section.matchAll(/^- (.*)$/gm)].map(([, item]) => item ?? '');
}

test.each([
  ['iCloud', 'docs/icloud-photos.md'],
  ['Jottacloud', 'docs/jottacloud.md'],
])('every open question of %s has its row, and no row is without one', (heading, path) => {
  const questions = rowsBelow(heading).map(({ question }) => question);
  expect(questions.length).toBeGreaterThan(10);
  expect(questions).toEqual(openQuestions(path));
});

const rows = [...rowsBelow('iCloud'), ...rowsBelow('Jottacloud')];

test('every check is named, and every check that is named exists', () => {
  const named = new Set(rows.flatMap(({ checks }) => checks));
  expect([...named].toSorted()).toEqual([...checkIds].toSorted());
});

test('every row names code that exists', () => {
  expect(rows.filter(({ code }) => code.length === 0)).toEqual([]);
  expect(rows.flatMap(({ code }) => code).filter((path) => !existsSync(path))).toEqual([]);
});
