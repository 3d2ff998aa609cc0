import { describe, expect, test } from 'vitest';
import { everything } from '../album/choice.ts';
import { firstRunStep, freshNote, parseNote } from './first-run.ts';
import { sampleRun } from '../testing/sample-run.ts';

const begun = { ...freshNote, begun: true };
const confirmed = { ...begun, accountConfirmed: true };
const tested = { ...confirmed, test: ['a', 'b'] };
const testChoice = { ...everything, items: ['a', 'b'] };
const planned = sampleRun({ status: 'planned', isConfirmed: false });

describe('the next step of the first run', () => {
  test.each([
    ['welcome', freshNote, false, null],
    ['welcome', freshNote, true, null],
    ['jottacloud', begun, false, null],
    ['icloud', begun, true, null],
    ['counting', confirmed, true, null],
    ['counting', confirmed, true, sampleRun({ isConfirmed: false })],
    ['counting', confirmed, true, sampleRun({ isConfirmed: false, status: 'attention' })],
    ['plan', confirmed, true, planned],
    ['jottacloud', confirmed, false, planned],
    ['plan', tested, true, planned],
    ['test', tested, true, sampleRun({ isConfirmed: true, choice: testChoice })],
    ['test', tested, true, sampleRun({ isConfirmed: true, choice: testChoice, status: 'finished' })],
    ['jottacloud', tested, false, sampleRun({ isConfirmed: true, choice: testChoice })],
    ['copying', tested, true, sampleRun({ isConfirmed: true })],
    ['copying', freshNote, true, sampleRun({ isConfirmed: true, status: 'finished' })],
  ] as const)('is %s (%#)', (step, note, connected, run) => {
    expect(firstRunStep(note, connected, run)).toBe(step);
  });
});

test('a note that makes no sense is replaced by a fresh one', () => {
  expect(parseNote('yes')).toEqual(freshNote);
  expect(parseNote({ begun: true, test: ['a', 7] })).toEqual({ ...begun, test: ['a'] });
});
