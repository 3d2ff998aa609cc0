import { beforeEach, describe, expect, test } from 'vitest';
import { useBrowserTexts } from '../components/testing/browser-texts.ts';
import {
  formatBytes,
  formatCount,
  formatDate,
  formatDayBefore,
  formatDuration,
  formatDurationRange,
  formatPercent,
  formatSpeed,
  formatTimeTaken,
  formatTimeOfDay,
} from './format.ts';
import { epochMs } from './units.ts';

const noon = epochMs(new Date(2026, 10, 23, 14, 35).getTime());

/** Newer Unicode data has narrow and no-break spaces where people type a space. */
const typed = (text: string | null): string | null => text?.replace(/[\u00A0\u202F\u2009]/g, ' ') ?? null;

describe('in English', () => {
  beforeEach(() => useBrowserTexts('en'));

  test.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1_884_695, '1.9 MB'],
    [9_949_999, '9.9 MB'],
    [9_950_000, '10 MB'],
    [999_499_999, '999 MB'],
    [999_500_000, '1 GB'],
    [61_000_000_000, '61 GB'],
    [312_400_000_000, '312 GB'],
    [1_230_000_000_000, '1.2 TB'],
    [5_000_000_000_000_000_000, '5,000 PB'],
  ])('%d bytes read as %s', (bytes, text) => expect(typed(formatBytes(bytes))).toBe(text));

  test('no line ends between an amount and its unit', () => {
    expect(formatBytes(61_000_000_000)).toBe('61\u00A0GB');
    expect(formatSpeed(6_100_000)).not.toContain(' ');
  });

  test('a speed has its unit per second', () => expect(typed(formatSpeed(6_100_000))).toBe('6.1 MB/s'));

  test('counts are grouped', () => expect(formatCount(44_319)).toBe('44,319'));

  test.each([
    [0.2717, '27%'],
    [0.9999, '99%'],
    [1, '100%'],
  ])('a part of %d reads as %s', (part, text) => expect(formatPercent(part)).toBe(text));

  test.each([
    [13 * 3600 + 1200, 18 * 3600 - 60, '13–18 hours'],
    [60, 60, '1 minute'],
    [20, 59, null],
    [20, 61, '1–2 minutes'],
    [4 * 60, 5 * 60, '4–5 minutes'],
    [1800, 5399, '30–90 minutes'],
    [1800, 5400, '1–2 hours'],
    [2 * 3600, 2 * 3600, '2 hours'],
    [36 * 3600, 48 * 3600, '1–2 days'],
    [5 * 86_400, 6 * 86_400, '5–6 days'],
  ])('%d to %d seconds read as %s', (least, most, text) =>
    expect(typed(formatDurationRange({ min: least, max: most }))).toBe(text),
  );

  test.each([
    [5, '1 minute'],
    [720, '12 minutes'],
    [7200, '2 hours'],
    [15 * 3600, '15 hours'],
    [3 * 86_400, '3 days'],
  ])('%d seconds read as %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  test.each([
    [0, '1 second'],
    [4.2, '5 seconds'],
    [59, '59 seconds'],
    [59.5, '1 minute'],
    [61, '1 minute'],
    [7200, '2 hours'],
  ])('what took %d seconds is said to have taken %s', (seconds, text) =>
    expect(formatTimeTaken(seconds)).toBe(text),
  );

  test('a date and a time of day stand in the order of the language', () => {
    expect(formatDate(noon)).toBe('Nov 23, 2026');
    expect(typed(formatTimeOfDay(noon))).toBe('2:35 PM');
  });
});

describe('the day of an earlier copy', () => {
  const on = (day: number, hour: number) => epochMs(new Date(2026, 10, day, hour, 35).getTime());
  const sunday = on(29, 20);

  test.each([
    ['this morning', on(29, 9)],
    ['2:35 PM', on(29, 14)],
    ['yesterday', on(28, 23)],
    ['Friday', on(27, 21)],
    ['Monday', on(23, 1)],
    ['Nov 22, 2026', on(22, 22)],
  ])('is called %s on Sunday evening', (name, at) => {
    useBrowserTexts('en');
    expect(typed(formatDayBefore(at, sunday))).toBe(name);
  });

  test.each([
    ['i morges', on(29, 9)],
    ['i går', on(28, 23)],
    ['fredag', on(27, 21)],
  ])('is called %s in Norwegian', (name, at) => {
    useBrowserTexts('nb');
    expect(formatDayBefore(at, sunday)).toBe(name);
  });

  test('has the time of day as long as the morning lasts', () => {
    useBrowserTexts('en');
    expect(typed(formatDayBefore(on(29, 8), on(29, 11)))).toBe('8:35 AM');
  });

  test('is never the present day’s own name', () => {
    useBrowserTexts('en');
    for (let hour = 0; hour <= 20; hour += 1)
      expect(formatDayBefore(on(29, hour), sunday)).not.toBe('Sunday');
  });
});

test('a British browser gets British dates', () => {
  useBrowserTexts('en', 'en-GB');
  expect([formatDate(noon), formatTimeOfDay(noon)]).toEqual(['23 Nov 2026', '14:35']);
});

test('a French browser, which gets English texts, gets English units in them', () => {
  useBrowserTexts('en', 'fr-FR');
  expect(formatDurationRange({ min: 7200, max: 10_800 })).toBe('2–3 hours');
});

test('Norwegian has a decimal comma, spaces in numbers and its own words', () => {
  useBrowserTexts('nb');
  expect(
    [formatBytes(6_100_000), formatCount(44_319), formatDurationRange({ min: 46_800, max: 64_800 })].map(
      typed,
    ),
  ).toEqual(['6,1 MB', '44 319', '13–18 timer']);
});
