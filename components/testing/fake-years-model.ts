import { signal } from '@preact/signals';
import { type MonthCounts, noCounts, plusCounts } from '../../utils/domain/years/month-counts.ts';
import { type MissingPhoto, type MonthRow, type Years, yearsOf } from '../../utils/domain/years/years.ts';
import type { YearsModel } from '../../utils/models/report/years-model.ts';

/** Builds one month. Everything is chosen and copied, unless `change` says otherwise. */
export const monthRow = (month: string, listed: number, change: Partial<MonthCounts> = {}): MonthRow => ({
  month,
  listed,
  found: listed,
  done: listed,
  missing: 0,
  ...change,
});

/** Builds what a finished copy of everything shows. */
export function someYears(months: readonly MonthRow[], change: Partial<Years> = {}): Years {
  const rows = yearsOf(months);
  return {
    rows,
    all: rows.reduce(plusCounts, noCounts),
    unreadable: 0,
    beside: 0,
    isCounting: false,
    isWhole: true,
    isPart: false,
    isEnded: true,
    ...change,
  };
}

/** A model of "Your years" whose signals a test may set. */
export function createFakeYearsModel(start: Years | null = null, missing: readonly MissingPhoto[] = []) {
  const open = signal<ReadonlySet<string>>(new Set());
  return {
    years: signal(start),
    open,
    missing: signal<ReadonlyMap<string, readonly MissingPhoto[]>>(Map.groupBy(missing, ({ month }) => month)),
    toggle(year: string) {
      const next = new Set(open.value);
      if (!next.delete(year)) next.add(year);
      open.value = next;
    },
  } satisfies YearsModel;
}
