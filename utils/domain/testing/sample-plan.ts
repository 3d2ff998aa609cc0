import { epochMs } from '../../units.ts';
import { type Amount, nothing, type Plan } from '../plan/plan.ts';

/** An amount of items with one file of one byte each, for tests. */
export const amount = (items: number, files = items, bytes = files): Amount => ({ items, files, bytes });

/** A plan for an empty library, for tests. */
export const samplePlan = (change: Partial<Plan> = {}): Plan => ({
  countedAt: epochMs(0),
  all: nothing,
  already: nothing,
  others: nothing,
  byKind: [],
  byLibrary: [],
  albums: 0,
  notChosen: 0,
  hidden: 0,
  recentlyDeleted: 0,
  cannot: [],
  largestBytes: 0,
  bytesPerSecond: null,
  ...change,
});
