import { expect, test } from 'vitest';
import { everything } from '../photos/choice.ts';
import { byteCounts, itemCounts, percentDone } from './item-counts.ts';
import { noTotals } from './run.ts';
import { amount, samplePlan } from './testing/sample-plan.ts';
import { sampleRun } from './testing/sample-run.ts';

const all300 = samplePlan({ all: amount(300) });
const found = (itemsDone: number, itemsFound = itemsDone) => ({ ...noTotals, itemsFound, itemsDone });

test('while photos get their places, the number of all is the plan’s from the beginning', () => {
  const run = sampleRun({ plan: all300, appleCount: 300 });
  expect(itemCounts(run, found(0, 17))).toEqual({ done: 0, all: 300 });
  expect(itemCounts(run, found(300))).toEqual({ done: 300, all: 300 });
});

test('with everything chosen a photo that Apple counts and nobody found is missing', () => {
  const run = sampleRun({ plan: all300, appleCount: 301 });
  expect(itemCounts(run, found(300))).toEqual({ done: 300, all: 301 });
  expect(percentDone(run, found(300))).toBe(99);
});

test('of one chosen album the rest of the library is no part', () => {
  const choice = { ...everything, albums: ['a'] };
  const run = sampleRun({ choice, plan: samplePlan({ all: amount(30) }), appleCount: 300 });
  expect(itemCounts(run, found(30))).toEqual({ done: 30, all: 30 });
});

test('what earlier runs moved beside the choice does not count as done', () => {
  const choice = { ...everything, albums: ['a'] };
  const plan = samplePlan({ all: amount(30), already: amount(10), others: { items: 200, bytes: 200 } });
  const run = sampleRun({ choice, plan, appleCount: 300 });
  expect(itemCounts(run, found(210, 230))).toEqual({ done: 10, all: 30 });
  expect(itemCounts(run, found(230))).toEqual({ done: 30, all: 30 });
  expect(byteCounts(run, { ...noTotals, bytesDone: 225 }, 3)).toEqual({ done: 28, all: 30 });
});

test('a photo beside the choice that is moved after all never makes more than all', () => {
  const choice = { ...everything, kinds: ['video' as const] };
  const run = sampleRun({ choice, plan: samplePlan({ all: amount(30) }) });
  expect(itemCounts(run, found(31))).toEqual({ done: 30, all: 30 });
});

test('a plan that nobody has confirmed changes no figures', () => {
  const run = sampleRun({ plan: samplePlan({ all: amount(30) }), isConfirmed: false, appleCount: 12 });
  expect(itemCounts(run, found(4, 20))).toEqual({ done: 4, all: 20 });
  expect(byteCounts(run, { ...noTotals, bytesFound: 9, bytesDone: 4 }, 9)).toEqual({ done: 9, all: 9 });
});

test('nothing has no percentage', () => {
  expect(percentDone(null, noTotals)).toBeNull();
});
