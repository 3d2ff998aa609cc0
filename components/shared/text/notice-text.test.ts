import { beforeEach, expect, test } from 'vitest';
import { everything } from '../../../utils/domain/album/choice.ts';
import { amount, samplePlan } from '../../../utils/domain/testing/sample-plan.ts';
import { sampleRun } from '../../../utils/domain/testing/sample-run.ts';
import { epochMs } from '../../../utils/units.ts';
import { useBrowserTexts } from '../../testing/browser-texts.ts';
import { noticeText, reminderText } from './notice-text.ts';

beforeEach(() => useBrowserTexts('en'));

test('only the whole library is called everything', () => {
  expect(noticeText({ kind: 'done', key: '1 done', items: 2_600 })).toEqual({
    title: 'Everything is in Jottacloud',
    body: '2,600 photos and videos have been copied.',
  });
});

test('a part says how much is not in Jottacloud', () => {
  const run = sampleRun({
    choice: { ...everything, albums: ['a'] },
    plan: samplePlan({ all: amount(5), notChosen: 2_595 }),
  });
  expect(noticeText({ kind: 'part', key: '1 done', items: 5, run })).toEqual({
    title: 'Your selection is in Jottacloud',
    body: '5 photos and videos have been copied. This is not your whole library: 2,595 photos are not in Jottacloud.',
  });
});

test('a copy that left something behind is not called done', () => {
  expect(noticeText({ kind: 'incomplete', key: '1 incomplete' }).title).toBe(
    'Copying has finished, but something is missing',
  );
});

test('a reminder says how many photos are new, or how long nothing was checked', () => {
  const completeAt = epochMs(new Date(2026, 10, 29).getTime());
  expect(reminderText({ kind: 'news', photos: 37 }, completeAt)).toEqual({
    title: '37 new since Nov 29, 2026',
    body: 'Open the Fotoflytt button to copy them.',
  });
  expect(reminderText({ kind: 'unchecked', days: 46 }, completeAt).title).toBe('Last checked 46 days ago');
});
