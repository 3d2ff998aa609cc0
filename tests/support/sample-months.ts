import type { MonthRow } from '../../utils/domain/years/years.ts';
import { isPart } from '../../utils/domain/run/part.ts';
import type { Run, Totals } from '../../utils/domain/run/run.ts';

/** Photos of a family by year, from its first camera on; '' has no date. They add up to 44,319. */
const YEARS: Record<string, number> = {
  ...{ 2026: 4_180, 2025: 4_655, 2024: 4_902, 2023: 4_377, 2022: 4_034, 2021: 3_816, 2020: 3_544 },
  ...{ 2019: 3_412, 2018: 2_977, 2017: 2_405, 2016: 1_933, 2015: 1_560, 2014: 1_204, 2013: 702 },
  ...{ 2012: 311, 2011: 148, 2010: 92, 2009: 34, 1994: 21, '': 12 },
};
const MONTHS = 12;

/** Spreads the photos of a run over months. Its totals fill them up from the oldest on, and the latest ones are missing. */
export function sampleMonths(run: Run | null, totals: Totals): MonthRow[] {
  if (!run) return [];
  const all = Object.entries(YEARS)
    .flatMap(([year, count]) => monthsOf(year, count))
    .toSorted((a, b) => (a.month < b.month ? -1 : 1));
  if (isPart(run))
    return all.map((row) =>
      row.month === '2024-06' ? { ...row, found: totals.itemsFound, done: totals.itemsDone } : row,
    );
  let left = totals.itemsDone;
  let missing = totals.itemsFailed;
  const filled = all.map((row) => {
    const done = Math.min(row.listed, left);
    left -= done;
    const gap = Math.min(row.listed - done, missing);
    missing -= gap;
    return { ...row, found: row.listed, done, missing: gap };
  });
  return run.plan === null ? firstListed(all, run.listedItems) : filled;
}

function monthsOf(year: string, count: number): MonthRow[] {
  const row = (month: string, listed: number): MonthRow => ({
    ...{ month, listed, found: 0, done: 0, missing: 0 },
  });
  if (year === '') return [row('', count)];
  const share = Math.floor(count / MONTHS);
  return Array.from({ length: MONTHS }, (_, index) =>
    row(`${year}-${String(index + 1).padStart(2, '0')}`, index === 6 ? count - share * (MONTHS - 1) : share),
  ).filter(({ listed }) => listed > 0);
}

/** Apple's list begins with the latest photos. */
function firstListed(all: readonly MonthRow[], count: number): MonthRow[] {
  let left = count;
  const latestFirst = all.toSorted((a, b) => (a.month < b.month ? 1 : -1));
  return latestFirst.flatMap((row) => {
    const listed = Math.min(row.listed, left);
    left -= listed;
    return listed > 0 ? [{ ...row, listed }] : [];
  });
}
