import { expect, test } from 'vitest';
import { everything } from '../album/choice.ts';
import { badgeOf } from './badge.ts';
import { noTotals, type Run } from './run.ts';
import { sampleRun } from '../testing/sample-run.ts';

const three = { ...noTotals, itemsFound: 3, itemsDone: 3 };
const attention = { code: 'jottacloud-full', detail: '' } as const;
const ended: Run['status'] = 'finished';

test.each<[string, Partial<Run>, { text: string; isNeutral: boolean }]>([
  ['copies', {}, { text: '12%', isNeutral: true }],
  ['reads the lists', { phase: 'counting' }, { text: '…', isNeutral: true }],
  ['waits for “Start”', { status: 'planned' }, { text: '!', isNeutral: true }],
  ['was stopped', { status: 'finished', isStopped: true }, { text: '', isNeutral: true }],
  ['is paused', { status: 'paused' }, { text: 'II', isNeutral: true }],
  ['needs somebody', { status: 'attention', attention }, { text: '!', isNeutral: false }],
  ['copied the whole library', { status: ended }, { text: '✓', isNeutral: true }],
  [
    'copied a part',
    { status: ended, choice: { ...everything, albums: ['a'] } },
    { text: '', isNeutral: true },
  ],
  [
    'found a list short',
    { status: ended, shortfalls: [{ code: 'list-short', detail: '' }] },
    { text: '!', isNeutral: false },
  ],
])('of a run that %s', (_, change, badge) => {
  expect(badgeOf(sampleRun(change), three, 12, 0)).toEqual(badge);
});

test('before the first run there is no sign', () => {
  expect(badgeOf(null, noTotals, null, 0)).toEqual({ text: '', isNeutral: true });
});

test.each([
  [37, { text: '37', isNeutral: true }],
  [1_000, { text: '999+', isNeutral: true }],
  ['unchecked', { text: '!', isNeutral: false }],
  ['leftover', { text: '', isNeutral: true }],
] as const)('after a complete copy, %s new photos', (news, badge) => {
  expect(badgeOf(sampleRun({ status: ended }), three, null, news)).toEqual(badge);
});

test('new photos hide neither a run nor a problem', () => {
  expect(badgeOf(sampleRun(), three, 12, 37).text).toBe('12%');
  expect(badgeOf(sampleRun({ status: ended }), { ...three, itemsDone: 2 }, null, 37).text).toBe('!');
});
