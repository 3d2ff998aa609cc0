import { signal } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import { noCounts, plusCounts } from '../../domain/years/month-counts.ts';
import { type MissingPhoto, type MonthRow, type Years, yearsOf } from '../../domain/years/years.ts';
import { createYearsModel } from './years-model.ts';

const yearsWith = (months: MonthRow[], isWhole = true): Years => ({
  rows: yearsOf(months),
  all: months.reduce(plusCounts, noCounts),
  unreadable: 0,
  beside: 0,
  isCounting: false,
  isPart: false,
  isEnded: true,
  isWhole,
});
const month = (name: string, listed: number, missing = 0): MonthRow => ({
  month: name,
  listed,
  found: listed,
  done: listed - missing,
  missing,
});
const missingIn = (name: string): MissingPhoto => ({
  key: name,
  name: `${name}.JPG`,
  assetName: name,
  month: name,
  error: { code: 'network', detail: '' },
});

/** Lets everything else that is due run. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A log of an older version that is counted in `pieces` pieces. */
function startModel(months: MonthRow[], pieces = 0) {
  const log = { months, pieces, reads: 0, named: [] as string[] };
  const [change, isShown] = [signal(0), signal(true)];
  const model = createYearsModel(
    {
      async readYears() {
        log.reads += 1;
        return yearsWith(log.months, log.pieces === 0);
      },
      async readMissing(year) {
        log.named.push(year);
        return log.months
          .filter((one) => one.missing > 0 && one.month.startsWith(year))
          .map((one) => missingIn(one.month));
      },
      async countMonths() {
        await turn();
        if (log.pieces > 0) log.pieces -= 1;
        return log.pieces > 0;
      },
    },
    change,
    isShown,
  );
  return { log, change, isShown, model };
}

test('the years are read again after each change, but only while somebody sees them', async () => {
  const { log, change, isShown, model } = startModel([month('2019-06', 1)]);
  await vi.waitFor(() => expect(model.years.value?.all.listed).toBe(1));
  log.months = [month('2019-06', 2)];
  isShown.value = false;
  change.value += 1;
  expect(log.reads).toBe(1);
  isShown.value = true;
  await vi.waitFor(() => expect(model.years.value?.all.listed).toBe(2));
});

test('missing photos are named once a year is open, and again when their number changes', async () => {
  const { log, change, model } = startModel([month('2019-06', 9, 1), month('2020-01', 9)]);
  await vi.waitFor(() => expect(model.years.value).not.toBeNull());
  expect(log.named).toEqual([]);
  model.toggle('2019');
  await vi.waitFor(() => expect(model.missing.value.get('2019-06')).toHaveLength(1));
  change.value += 1;
  await vi.waitFor(() => expect(log.reads).toBe(2));
  expect(log.named).toEqual(['2019']);
  log.months = [month('2019-06', 9, 1), month('2019-07', 9, 1)];
  change.value += 1;
  await vi.waitFor(() => expect([...model.missing.value.keys()]).toEqual(['2019-06', '2019-07']));
  log.months = [month('2019-06', 9)];
  change.value += 1;
  await vi.waitFor(() => expect(model.missing.value.size).toBe(0));
});

test('a log of an older version is counted to its end while the page is open', async () => {
  const { log, model } = startModel([month('2019-06', 1)], 25);
  await vi.waitFor(() => expect(model.years.value?.isWhole).toBe(true));
  expect(log.pieces).toBe(0);
});

test('counting an older log stops when nobody sees the years', async () => {
  const { log, isShown, model } = startModel([month('2019-06', 1)], 1_000_000);
  await vi.waitFor(() => expect(log.pieces).toBeLessThan(999_900));
  isShown.value = false;
  const left = log.pieces;
  for (let turns = 0; turns < 100; turns += 1) await turn();
  expect(left - log.pieces).toBeLessThanOrEqual(10);
  expect(model.years.value?.isWhole).toBe(false);
});
