import type { ErrorRecord } from '../../errors.ts';
import { type MonthCounts, noCounts, plusCounts } from './month-counts.ts';

/** One month of a year. */
export interface MonthRow extends MonthCounts {
  /** `2024-06`; '' for photos without a date. */
  month: string;
}

/** One year of the library with its months. */
export interface YearRow extends MonthCounts {
  /** `2024`; '' for photos without a date. */
  year: string;
  /** The latest first; empty for photos without a date. */
  months: MonthRow[];
}

/** Everything that "Your years" shows. */
export interface Years {
  /** The latest first, photos without a date last. */
  rows: YearRow[];
  /** Sum over all rows. */
  all: MonthCounts;
  /** Records of Apple's that could not be read, and so have no date. */
  unreadable: number;
  /** Copied photos that no list shows any more, or that belong to a list that this copy leaves out. */
  beside: number;
  /** Apple's lists are being read: the years still grow. */
  isCounting: boolean;
  /** False while the counts of a log of an older version are added up. */
  isWhole: boolean;
  /** The copy is of a part of the library. */
  isPart: boolean;
  /** The copy has ended: every chosen photo is known. */
  isEnded: boolean;
}

/** Groups the counts of months, from any number of lists, into years. */
export function yearsOf(counts: readonly MonthRow[]): YearRow[] {
  const months = new Map<string, MonthCounts>();
  for (const { month, ...count } of counts)
    months.set(month, plusCounts(months.get(month) ?? noCounts, count));
  const rows = [...months]
    .filter(([, { listed }]) => listed > 0)
    .map(([month, { listed, found, done, missing }]) => ({ month, listed, found, done, missing }))
    .toSorted((a, b) => (a.month < b.month ? 1 : -1));
  return [...Map.groupBy(rows, ({ month }) => month.slice(0, 4))].map(([year, own]) => ({
    year,
    ...own.reduce<MonthCounts>(plusCounts, noCounts),
    months: year === '' ? [] : own,
  }));
}

/** Returns whether every photo of a row is in Jottacloud. */
export const isFull = ({ listed, done }: MonthCounts): boolean => listed > 0 && done === listed;

/** A photo that could not be copied. */
export interface MissingPhoto {
  key: string;
  name: string;
  /** Record name of the asset, for the link to icloud.com. */
  assetName: string;
  /** `2024-06`; '' without a date. */
  month: string;
  /** The photo is at Apple's site for mainland China. */
  isInChina?: boolean;
  error: ErrorRecord;
}
