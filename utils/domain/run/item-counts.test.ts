import { describe, expect, test } from 'vitest';
import { everything } from '../album/choice.ts';
import {
  addedCounts,
  byteCounts,
  itemCounts,
  itemsMissing,
  percentDone,
  taskBytes,
  taskCounts,
} from './item-counts.ts';
import { noTotals } from './run.ts';
import { amount, samplePlan } from '../testing/sample-plan.ts';
import { sampleRun, changedRun } from '../testing/sample-run.ts';

const all300 = samplePlan({ all: amount(300) });
const found = (itemsDone: number, itemsFound = itemsDone) => ({ ...noTotals, itemsFound, itemsDone });

test('while photos get their places, the number of all is the plan’s from the beginning', () => {
  const run = sampleRun({ plan: all300, appleCount: 300 });
  expect(itemCounts(run, found(0, 17))).toEqual({ done: 0, all: 300 });
  expect(itemCounts(run, found(300))).toEqual({ done: 300, all: 300 });
});

test('a photo that Apple counts and no list shows is not missing', () => {
  const run = sampleRun({ plan: all300, appleCount: 301 });
  expect(itemCounts(run, found(300))).toEqual({ done: 300, all: 300 });
  expect(percentDone(run, found(300))).toBe(100);
  expect(itemsMissing(run, found(300))).toBe(0);
  expect(itemsMissing(run, found(299))).toBe(1);
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

test('a photo whose original Apple does not have is one of all, and missing', () => {
  const run = sampleRun({
    plan: samplePlan({ all: amount(60), absent: 1 }),
    choice: { ...everything, albums: [] },
  });
  expect(itemCounts(run, found(60, 61))).toEqual({ done: 60, all: 61 });
});

describe('a run that adds 37 photos to 406', () => {
  const plan = samplePlan({ all: amount(443), inPlace: { items: 406, bytes: 406 } });
  const run = sampleRun({ plan, appleCount: 443 });

  test('counts its own while it moves, and all at its end', () => {
    expect(taskCounts(run, found(418, 443))).toEqual({ done: 12, all: 37 });
    expect(percentDone(run, found(418, 443))).toBe(32);
    expect(taskBytes(run, { ...noTotals, bytesDone: 410 }, 3)).toEqual({ done: 7, all: 37 });
    expect(taskCounts(changedRun(run, { status: 'finished' }), found(443))).toEqual({ done: 443, all: 443 });
    expect(addedCounts(changedRun(run, { status: 'finished' }), found(443))).toEqual({ done: 37, all: 37 });
  });

  test('never counts below nothing when a photo is sent once more', () => {
    expect(taskCounts(run, found(405, 443))).toEqual({ done: 0, all: 37 });
  });
});

test('a run that has nothing to add counts everything', () => {
  const plan = samplePlan({ all: amount(443), inPlace: { items: 443, bytes: 443 } });
  expect(taskCounts(sampleRun({ plan }), found(443))).toEqual({ done: 443, all: 443 });
  expect(addedCounts(sampleRun({ plan }), found(443))).toBeNull();
});

test('nothing has no percentage', () => {
  expect(percentDone(null, noTotals)).toBeNull();
});
