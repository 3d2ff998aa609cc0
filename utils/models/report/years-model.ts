import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { MissingPhoto, Years } from '../../domain/years/years.ts';
import { oneAtATime } from '../one-at-a-time.ts';

/** "Your years": one row per year, which opens into months. */
export interface YearsModel {
  /** null while loading, and before the first run. */
  years: ReadonlySignal<Years | null>;
  /** Years whose months are shown; '' for photos without a date. */
  open: ReadonlySignal<ReadonlySet<string>>;
  /** Photos that could not be copied, by month, of the years that were opened. */
  missing: ReadonlySignal<ReadonlyMap<string, readonly MissingPhoto[]>>;
  /** Opens or closes a year. */
  toggle(year: string): void;
}

/** Everything the model reads. */
export interface YearsPorts {
  readYears(): Promise<Years | null>;
  /** Names photos of a year that could not be copied. */
  readMissing(year: string): Promise<MissingPhoto[]>;
  /** Counts a piece of a log of an older version. @returns false once all is counted */
  countMonths(): Promise<boolean>;
}

/** Pieces of an older log that are counted between two readings. */
const PIECES = 10;

/**
 * Creates the model. While shown, it reads again after each change.
 *
 * @param change signal that changes when the log may have changed
 */
export function createYearsModel(
  ports: YearsPorts,
  change: ReadonlySignal<unknown>,
  isShown: ReadonlySignal<boolean>,
): YearsModel {
  const years = signal<Years | null>(null);
  const open = signal<ReadonlySet<string>>(new Set());
  const missing = signal<ReadonlyMap<string, readonly MissingPhoto[]>>(new Map());
  /** How many photos were missing in each year when they were named. */
  const named = new Map<string, number>();

  const nameMissing = async (year: string, count: number): Promise<void> => {
    if (named.get(year) === count) return;
    named.set(year, count);
    const photos = count === 0 ? [] : await ports.readMissing(year);
    const others = [...missing.value].filter(([month]) => month.slice(0, 4) !== year);
    missing.value = new Map([...others, ...Map.groupBy(photos, ({ month }) => month)]);
  };
  const nameOpen = async (): Promise<void> => {
    for (const row of years.value?.rows ?? [])
      if (open.value.has(row.year)) await nameMissing(row.year, row.missing);
  };
  const countPieces = async (): Promise<void> => {
    for (let piece = 0; piece < PIECES; piece += 1) if (!(await ports.countMonths())) return;
  };
  const read = oneAtATime(async () => {
    years.value = await ports.readYears();
    while (years.value?.isWhole === false && isShown.peek()) {
      await countPieces();
      years.value = await ports.readYears();
    }
    await nameOpen();
  });
  effect(() => {
    // Both are read, so that a change while hidden is read at the next showing.
    const isDue = change.value !== undefined && isShown.value;
    if (isDue) void read();
  });
  return {
    years,
    open,
    missing,
    toggle(year) {
      const next = new Set(open.value);
      if (!next.delete(year)) next.add(year);
      open.value = next;
      void nameOpen();
    },
  };
}
