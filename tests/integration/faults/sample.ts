import type { FaultKind } from './fault-kinds.ts';

/** `npm test` runs one in this many cases of each table, `npm run test:full` runs all. */
const ONE_IN = 5;
const isFull = process.env['TEST_TIER'] === 'full';
const seed = Number(process.env['FAULT_SEED'] ?? 1);
let tables = 0;

/**
 * Returns the cases of a table that this run tests.
 *
 * Every table keeps at least one fault of each family. Consecutive tables keep different ones, so five tables with the
 * same faults cover all of them. The seed decides which table gets which fault.
 */
export function sample(faults: readonly FaultKind[]): readonly FaultKind[] {
  const table = tables++;
  if (isFull) return faults;
  return [...Map.groupBy(faults, familyOf).values()].flatMap((family) => {
    const step = Math.min(ONE_IN, family.length);
    return family
      .toSorted((one, other) => rankOf(one) - rankOf(other))
      .filter((_, index) => index % step === (table + seed) % step);
  });
}

/** Groups answers by the first digit of their status, and broken connections by where they break. */
const familyOf = ({ action }: FaultKind): string =>
  action.kind === 'answer' ? `${Math.floor(action.status / 100)}xx` : action.kind;

/** Hashes a fault's name with the seed (FNV-1a): the same rank in every table of a run. */
function rankOf({ name }: FaultKind): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const character of name) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return hash;
}
