import { expect, test } from 'vitest';
import { everything } from '../album/choice.ts';
import { badgeOf } from './badge.ts';
import { noTotals, type Run } from './run.ts';
import { sampleRun } from '../testing/sample-run.ts';

const three = { ...noTotals, itemsFound: 3, itemsDone: 3 };
const attention = { code: 'jottacloud-full', detail: '' } as const;
const ended: Run['status'] = 'finished';

test.each<[string, Partial<Run>, { text: string; isCalm: boolean }]>([
  ['copies', {}, { text: '12%', isCalm: true }],
  ['reads the lists', { phase: 'counting' }, { text: '…', isCalm: true }],
  ['waits for “Start”', { status: 'planned' }, { text: '!', isCalm: true }],
  ['was stopped', { status: 'finished', isStopped: true }, { text: '', isCalm: true }],
  ['is paused', { status: 'paused' }, { text: 'II', isCalm: true }],
  ['needs somebody', { status: 'attention', attention }, { text: '!', isCalm: false }],
  ['copied the whole library', { status: ended }, { text: '✓', isCalm: true }],
  ['copied a part', { status: ended, choice: { ...everything, albums: ['a'] } }, { text: '', isCalm: true }],
  [
    'found a list short',
    { status: ended, shortfalls: [{ code: 'list-short', detail: '' }] },
    { text: '!', isCalm: false },
  ],
])('of a run that %s', (_, change, badge) => {
  expect(badgeOf(sampleRun(change), three, 12)).toEqual(badge);
});

test('before the first run there is no sign', () => {
  expect(badgeOf(null, noTotals, null)).toEqual({ text: '', isCalm: true });
});
