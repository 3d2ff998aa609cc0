import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listFiles } from '../map/list-files.ts';
import { findBrokenLinks, findLostNames } from './find-broken-links.ts';

const files = listFiles('.');
const documents = files.filter((file) => file.endsWith('.md'));

test.each(documents)('every relative link and named path in %s exists', (document) => {
  expect(findBrokenLinks('.', document, files)).toEqual([]);
});

test.each(documents)('every name that %s looks for in a file is there', (document) => {
  expect(findLostNames('.', readFileSync(document, 'utf8'), files)).toEqual([]);
});

test('a name that a file does not hold is found, also beside one that it holds', () => {
  const text = 'See `TransferError`, `neverThere` and `noOne` in\n`utils/errors.ts`.';
  expect(findLostNames('.', text, files)).toEqual([
    'neverThere in utils/errors.ts',
    'noOne in utils/errors.ts',
  ]);
});

test('a document without its neighbours has broken links', () => {
  expect(findBrokenLinks('.', 'CONTRIBUTING.md', ['CONTRIBUTING.md'])).toEqual(
    expect.arrayContaining(['docs/architecture.md', 'utils/errors.ts']),
  );
});

test('every decision is named in the code that follows it', () => {
  const sources = files.filter((file) => /\.tsx?$/.test(file)).map((file) => readFileSync(file, 'utf8'));
  const decisions = documents.filter((document) => /^docs\/decisions\/\d/.test(document));
  expect(decisions.length).toBeGreaterThan(13);
  expect(decisions.filter((decision) => !sources.some((source) => source.includes(decision)))).toEqual([]);
});

test('every file that may still break the rules of size exists', () => {
  const rules = readFileSync('.oxlintrc.size.json', 'utf8');
  const listed = [...rules.matchAll(/"((?:utils|components|entrypoints)\/[^"*]+)"/g)].map(([, path]) => path);
  expect(listed.filter((path) => !files.includes(path ?? ''))).toEqual([]);
});
