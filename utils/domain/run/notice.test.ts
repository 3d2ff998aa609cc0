import { expect, test } from 'vitest';
import { everything } from '../album/choice.ts';
import { noticeOf } from './notice.ts';
import { noTotals } from './run.ts';
import { amount, samplePlan } from '../testing/sample-plan.ts';
import { sampleRun } from '../testing/sample-run.ts';

const full = { code: 'jottacloud-full', detail: '' } as const;

test('a run that needs the user gives one notice for each reason', () => {
  const run = sampleRun({ status: 'attention', attention: full });
  expect(noticeOf(run, noTotals)).toMatchObject({ kind: 'attention', error: full });
  const other = sampleRun({ status: 'attention', attention: { ...full, code: 'icloud-signed-out' } });
  expect(noticeOf(other, noTotals)?.key).not.toBe(noticeOf(run, noTotals)?.key);
});

test('the end is reported as complete or incomplete', () => {
  const run = sampleRun({ status: 'finished' });
  expect(noticeOf(run, { ...noTotals, itemsFound: 3, itemsDone: 3 })).toMatchObject({
    kind: 'done',
    items: 3,
  });
  expect(noticeOf(run, { ...noTotals, itemsFound: 3, itemsDone: 2, filesFailed: 1 })?.kind).toBe(
    'incomplete',
  );
});

test('a part is reported as a part', () => {
  const run = sampleRun({
    status: 'finished',
    choice: { ...everything, albums: ['a'] },
    plan: samplePlan({ all: amount(3), notChosen: 9 }),
  });
  const totals = { ...noTotals, itemsFound: 7, itemsDone: 7 };
  expect(noticeOf(run, totals)).toMatchObject({ kind: 'part', items: 3 });
});

test.each(['active', 'planned', 'paused'] as const)('a run that is %s gives no notice', (status) => {
  expect(noticeOf(sampleRun({ status }), noTotals)).toBeNull();
});

test('before the first run there is no notice', () => expect(noticeOf(null, noTotals)).toBeNull());

test('a run that the user stopped gives no notice: they know', () => {
  expect(noticeOf(sampleRun({ status: 'finished', isStopped: true }), noTotals)).toBeNull();
});

test('the person’s own “Disconnect” gives no notice', () => {
  const attention = { code: 'jottacloud-disconnected', detail: '' } as const;
  expect(noticeOf(sampleRun({ status: 'attention', attention }), noTotals)).toBeNull();
});
