import { describe, expect, it } from 'vitest';
import { differing, fillIn, formatSums, isReleasable, readChangelog, unset } from './release-rules.ts';

const changelog = (unreleased: string, heading: string, text: string): string =>
  `# Changelog\n\n## [Unreleased]\n\n${unreleased}\n\n## ${heading}\n\n${text}\n\n## [0.1.0] - 2026-11-26\n\n- First.\n`;

describe('CHANGELOG.md before a release', () => {
  it('has a section with version and date, and nothing unreleased', () => {
    const text = changelog('', '[0.2.0] - 2026-12-01', '### Added\n\n- More.');
    expect(readChangelog(text, '0.2.0')).toEqual({ date: '2026-12-01', text: '### Added\n\n- More.' });
    expect(readChangelog(text, '0.1.0')).toEqual({ date: '2026-11-26', text: '- First.' });
  });

  it.each([
    [
      'changes that belong to no version',
      changelog('- New.', '[0.2.0] - 2026-12-01', '- More.'),
      /Unreleased/,
    ],
    ['no section', changelog('', '[0.3.0] - 2026-12-01', '- More.'), /no section/],
    ['no date', changelog('', '[0.2.0]', '- More.'), /no date/],
    ['a day that is not', changelog('', '[0.2.0] - 2026-02-30', '- More.'), /no date/],
    ['no text', changelog('', '[0.2.0] - 2026-12-01', ''), /empty/],
  ])('stops it with %s', (_, text, reason) => {
    expect(readChangelog(text, '0.2.0')).toMatch(reason);
  });
});

it.each([
  ['0.1.0', true],
  ['10.20.65535', true],
  ['0.1', false],
  ['0.1.0-beta.1', false],
  ['0.01.0', false],
  ['1.0.65536', false],
])('%s can be released: %s', (version, answer) => {
  expect(isReleasable(version)).toBe(answer);
});

describe('two builds', () => {
  const first = new Map([
    ['b.zip', '02'],
    ['a.zip', '01'],
  ]);

  it('are equal in any order', () => {
    expect(differing(first, new Map([...first].toReversed()))).toEqual([]);
  });

  it('differ by a byte, a missing file or an extra file', () => {
    expect(
      differing(
        first,
        new Map([
          ['a.zip', '03'],
          ['c.zip', '04'],
        ]),
      ),
    ).toEqual(['a.zip', 'b.zip', 'c.zip']);
  });

  it('are listed in the format of sha256sum', () => {
    expect(formatSums(first)).toBe('01  a.zip\n02  b.zip\n');
  });
});

describe('the publisher', () => {
  it('is inserted into the texts', () => {
    expect(fillIn('By {{A}}, {{B}}, {{A}}', { A: 'x', B: '$&' })).toBe('By x, $&, x');
  });

  it('must have each value that a text names', () => {
    expect(() => fillIn('{{C}}', { A: 'x' })).toThrow('C');
  });

  it('is not set where a value is empty or in brackets', () => {
    expect(unset({ A: '(not set: name)', B: ' ', C: 'c@example.org' })).toEqual(['A', 'B']);
  });
});
