import { expect, test } from 'vitest';
import { everything } from '../album/choice.ts';
import { isPart, notInJottacloud } from './part.ts';
import { amount, samplePlan } from '../testing/sample-plan.ts';
import { sampleRun } from '../testing/sample-run.ts';

test.each([
  ['everything', {}, false],
  ['one album', { choice: { ...everything, albums: ['a'] } }, true],
  ['single photos', { choice: { ...everything, items: ['a'] } }, true],
  ['everything, of which something was not chosen', { plan: samplePlan({ notChosen: 1 }) }, true],
])('%s is a part of the library: see the third column', (_, change, expected) => {
  expect(isPart(sampleRun(change))).toBe(expected);
});

test('photos that an earlier run copied are not counted as left at Apple', () => {
  const plan = samplePlan({ all: amount(5), notChosen: 2_595, notChosenInPlace: 95 });
  expect(notInJottacloud(sampleRun({ plan }))).toBe(2_500);
});

test('before the plan nobody knows how many photos are left', () => {
  expect(notInJottacloud(sampleRun())).toBeNull();
});
