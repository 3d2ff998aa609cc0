import { describe, expect, test } from 'vitest';
import { countsOf, monthOf, noCounts } from './month-counts.ts';
import { isFull, type MonthRow, yearsOf } from './years.ts';

const row = (month: string, listed: number, done = 0): MonthRow => ({
  ...noCounts,
  month,
  listed,
  found: listed,
  done,
});

describe('yearsOf', () => {
  test('adds months of all lists to years, the latest first', () => {
    const years = yearsOf([row('2019-03', 2, 1), row('2024-06', 5), row('2019-12', 4), row('2019-03', 1, 1)]);
    expect(years.map(({ year, listed, done }) => [year, listed, done])).toEqual([
      ['2024', 5, 0],
      ['2019', 7, 2],
    ]);
    expect(years[1]?.months.map(({ month, listed }) => [month, listed])).toEqual([
      ['2019-12', 4],
      ['2019-03', 3],
    ]);
  });

  test('puts photos without a date last, in a row without months', () => {
    const years = yearsOf([row('', 3), row('1969-12', 1)]);
    expect(years.map(({ year }) => year)).toEqual(['1969', '']);
    expect(years[1]).toEqual({ ...row('', 3), month: undefined, year: '', months: [] });
  });

  test('shows no month whose photos are all gone', () => {
    expect(yearsOf([row('2020-01', 0), row('2020-02', 1)])[0]?.months.map(({ month }) => month)).toEqual([
      '2020-02',
    ]);
    expect(yearsOf([row('2020-01', 0)])).toEqual([]);
  });
});

test.each([
  [undefined, { listed: 1, found: 0, done: 0, missing: 0 }],
  [
    { openFiles: 2, failedFiles: 0 },
    { listed: 1, found: 1, done: 0, missing: 0 },
  ],
  [
    { openFiles: 1, failedFiles: 1 },
    { listed: 1, found: 1, done: 0, missing: 0 },
  ],
  [
    { openFiles: 0, failedFiles: 1 },
    { listed: 1, found: 1, done: 0, missing: 1 },
  ],
  [
    { openFiles: 0, failedFiles: 0 },
    { listed: 1, found: 1, done: 1, missing: 0 },
  ],
])('a photo with files %j counts as %j', (item, counts) => expect(countsOf(item)).toEqual(counts));

test('a year is full only if every photo is in Jottacloud', () => {
  expect(isFull(row('', 3, 3))).toBe(true);
  expect(isFull(row('', 3, 2))).toBe(false);
  expect(isFull(row('', 0, 0))).toBe(false);
});

test('the month of a day is that of the folders by date', () => {
  expect(monthOf('2019-01-01')).toBe('2019-01');
  expect(monthOf(null)).toBe('');
});
