import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EpochMs, epochMs } from '../../../utils/units.ts';
import { useBrowserTexts } from '../../testing/browser-texts.ts';
import { finishText } from './finish-text.ts';

const zone = process.env['TZ'];
beforeAll(() => {
  process.env['TZ'] = 'Europe/Oslo';
});
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const at = (text: string): EpochMs => epochMs(new Date(text).getTime());
const say = (now: string, likely: string, [earliest, latest] = [likely, likely]): string | null =>
  finishText({ earliest: at(earliest ?? likely), likely: at(likely), latest: at(latest ?? likely) }, at(now))
    // newer Unicode data has narrow and no-break spaces where people type a space
    ?.replace(/[\u00A0\u202F\u2009]/g, ' ') ?? null;

// 23 November 2026 is a Monday.
describe('in English', () => {
  beforeEach(() => useBrowserTexts('en'));

  test.each([
    ['2026-11-23T01:00', '2026-11-23T13:30', 'Done this afternoon'],
    ['2026-11-23T01:00', '2026-11-23T23:59', 'Done this evening'],
    ['2026-11-23T14:00', '2026-11-24T02:00', 'Done early on Tuesday'],
    ['2026-11-23T14:00', '2026-11-24T05:59', 'Done early on Tuesday'],
    ['2026-11-23T14:00', '2026-11-24T06:00', 'Done about Tuesday morning'],
    ['2026-11-23T14:00', '2026-11-24T12:00', 'Done about Tuesday afternoon'],
    ['2026-11-23T14:00', '2026-11-29T18:00', 'Done about Sunday evening'],
    ['2026-11-23T14:00', '2026-11-29T23:59', 'Done about Sunday evening'],
    ['2026-11-23T14:00', '2026-11-30T00:00', 'Done about Nov 30, 2026'],
    ['2026-12-30T14:00', '2027-01-14T00:00', 'Done about Jan 14, 2027'],
  ])('seen on %s, %s is "%s"', (now, likely, text) => expect(say(now, likely)).toBe(text));

  test.each([
    [
      '2026-11-23T14:00',
      '2026-11-23T19:30',
      ['2026-11-23T18:10', '2026-11-23T23:00'],
      'Done this evening (6 – 11 PM)',
    ],
    [
      '2026-11-23T08:00',
      '2026-11-23T11:00',
      ['2026-11-23T10:40', '2026-11-23T12:10'],
      'Done this morning (10 AM – 12 PM)',
    ],
    [
      '2026-11-23T20:00',
      '2026-11-24T01:00',
      ['2026-11-24T00:10', '2026-11-24T02:00'],
      'Done early on Tuesday (12 – 2 AM)',
    ],
    [
      '2026-11-23T00:30',
      '2026-11-23T04:00',
      ['2026-11-23T04:00', '2026-11-23T04:40'],
      'Done later tonight (4 AM)',
    ],
  ] as const)('less than half a day ahead it names the hours (%#)', (now, likely, range, text) =>
    expect(say(now, likely, [...range])).toBe(text),
  );

  test('the last hour is left to minutes', () => {
    expect(say('2026-11-23T14:00', '2026-11-23T14:59')).toBeNull();
    expect(say('2026-11-23T14:00', '2026-11-23T15:00')).not.toBeNull();
  });

  test('the change of the clocks moves no day: the night of 25 hours, and the one of 23', () => {
    expect(say('2026-10-24T12:00', '2026-10-25T23:30')).toBe('Done about Sunday evening');
    expect(say('2026-10-24T23:30', '2026-10-30T23:30')).toBe('Done about Friday evening');
    expect(say('2027-03-27T23:30', '2027-03-28T12:30')).toBe('Done about Sunday afternoon');
    expect(say('2027-03-27T23:30', '2027-04-03T00:10')).toBe('Done about Apr 3, 2027');
  });
});

test('in Norwegian', () => {
  useBrowserTexts('nb');
  expect(say('2026-11-23T14:00', '2026-11-29T18:00')).toBe('Ferdig omtrent søndag kveld');
  expect(say('2026-11-23T14:00', '2026-11-24T02:00')).toBe('Ferdig natt til tirsdag');
  expect(say('2026-11-23T14:00', '2026-11-23T19:30', ['2026-11-23T18:10', '2026-11-23T23:00'])).toBe(
    'Ferdig i kveld (kl. 18–23)',
  );
});
