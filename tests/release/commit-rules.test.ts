import { describe, expect, test } from 'vitest';
import { findBrokenRules } from './commit-rules.ts';

const commit = (subject: string, files: string[] = ['CHANGELOG.md', 'utils/units.ts']) =>
  findBrokenRules({ hash: '1234567890', subject, files });

describe('a commit', () => {
  test.each([
    'feat(engine): copy all frames of bursts as a choice',
    'test: await every lock query',
    'Merge branch "main"',
  ])('may be called %s', (subject) => {
    expect(commit(subject)).toEqual([]);
  });

  test.each([
    ['a long subject', `fix(store): ${'x'.repeat(61)}`, '73 characters'],
    ['two ideas', 'docs: glossary; new words', 'two ideas'],
    ['no scope and type', 'wip', 'does not read like'],
    ['a capital', 'fix(store): Keep places', 'does not read like'],
  ])('with %s is refused', (_, subject, reason) => {
    expect(commit(subject)).toEqual([expect.stringContaining(reason)]);
  });

  test('that users notice must be in the changelog', () => {
    expect(commit('fix(store): keep places', ['utils/units.ts'])).toEqual([
      expect.stringContaining('CHANGELOG.md'),
    ]);
    expect(commit('refactor(store): keep places', ['utils/units.ts'])).toEqual([]);
  });
});
