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
  expect(badgeOf(sampleRun(change), three, 12)).toEqual(badge);
});

test('before the first run there is no sign', () => {
  expect(badgeOf(null, noTotals, null)).toEqual({ text: '', isNeutral: true });
});
