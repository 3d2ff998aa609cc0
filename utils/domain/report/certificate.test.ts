import { describe, expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import { everything } from '../album/choice.ts';
import { noTotals, type Run, type Totals } from '../run/run.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { isCertified, parseSteps, secondCopyOf } from './certificate.ts';
import { reportDay, reportNames } from './report-name.ts';
import type { Report } from './report.ts';

const DAY = 24 * 3_600_000;
const whole: Totals = { ...noTotals, itemsFound: 3, itemsDone: 3, filesFound: 4, filesDone: 4 };
const finished = (change: Partial<Run> = {}): Run =>
  sampleRun({ status: 'finished', appleCount: 3, listedItems: 3, endTotals: whole, ...change });
const copyOn = (day: number, change: Partial<Run> = {}): Run =>
  finished({ startedAt: epochMs(day * DAY), endedAt: epochMs(day * DAY + 1_000), ...change });
const report = (change: Partial<Report>): Report =>
  ({ run: finished(), totals: whole, isLatest: true, ...change }) as Report;

describe('a certificate', () => {
  test('is for a complete copy of the whole library', () => expect(isCertified(report({}))).toBe(true));
  test.each<[string, Partial<Report>]>([
    ['a part', { run: finished({ choice: { ...everything, from: '2020-01-01' } }) }],
    ['an incomplete copy', { totals: { ...whole, itemsDone: 2 } }],
    ['a stopped copy', { run: finished({ isStopped: true }) }],
    ['a copy in progress', { run: finished({ status: 'active' }) }],
    ['a shortfall', { run: finished({ shortfalls: [{ code: 'list-short', detail: '' }] }) }],
    ['an earlier copy', { isLatest: false }],
    ['an empty library', { totals: noTotals, run: finished({ appleCount: 0 }) }],
  ])('is not for %s', (_, change) => expect(isCertified(report(change))).toBe(false));
});

describe('the second copy', () => {
  test.each<[string, Run[], boolean]>([
    ['no copy', [], false],
    ['one copy', [copyOn(1)], false],
    ['another one two days later', [copyOn(1), copyOn(3)], false],
    ['another one four days later', [copyOn(1), copyOn(5)], true],
    ['a third one after four days', [copyOn(1), copyOn(2), copyOn(5)], true],
    ['an incomplete one later', [copyOn(1), copyOn(5, { endTotals: { ...whole, itemsDone: 2 } })], false],
    ['a part later', [copyOn(1), copyOn(5, { choice: { ...everything, from: '2020-01-01' } })], false],
    ['a stopped one later', [copyOn(1), copyOn(5, { isStopped: true })], false],
  ])('%s', (_, runs, isMade) => expect(secondCopyOf(runs).isMade).toBe(isMade));

  test('counts from the first complete copy', () => {
    const part = copyOn(0, { choice: { ...everything, from: '2020-01-01' } });
    expect(secondCopyOf([part, copyOn(1), copyOn(2)]).firstAt).toBe(DAY + 1_000);
  });
});

test('stored steps that are unknown are dropped', () => {
  expect(parseSteps(['else', 'sing', 'look'])).toEqual(['look', 'else']);
  expect(parseSteps('look')).toEqual([]);
});

test('a report is named by its local day, and the next one of that day gets a number', () => {
  expect(reportDay(epochMs(Date.UTC(2026, 10, 29, 23, 30)), 60)).toBe('2026-11-30');
  expect(reportDay(epochMs(Date.UTC(2026, 10, 29, 23, 30)), 0)).toBe('2026-11-29');
  expect([...reportNames('2026-11-29')].slice(0, 2)).toEqual([
    'Fotoflytt report 2026-11-29.html',
    'Fotoflytt report 2026-11-29 (2).html',
  ]);
});
