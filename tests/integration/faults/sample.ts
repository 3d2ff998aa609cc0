import type { FaultKind } from './fault-kinds.ts';

/** `npm test` runs one case in so many of each table; `npm run test:full` all of them. */
const ONE_IN = 5;
const isFull = process.env['TEST_TIER'] === 'full';
const seed = Number(process.env['FAULT_SEED'] ?? 1);
let tables = 0;

/**
 * The cases of a table that are to be run. A table meets each family of faults at least once; tables with the same
 * faults take them in turn, so that many tables meet all of them. The seed decides who meets whom.
 */
export function sample(faults: readonly FaultKind[]): readonly FaultKind[] {
  const turn = tables++;
  if (isFull) return faults;
  return [...Map.groupBy(faults, familyOf).values()].flatMap((family) => {
    const step = Math.min(ONE_IN, family.length);
    const first = (turn + seed) % step;
    return family
      .toSorted((one, other) => lot(one) - lot(other))
      .filter((_, place) => place % step === first);
  });
}

/** How a request ends: statuses by their hundred, cuts by their place. */
const familyOf = ({ action }: FaultKind): string =>
  action.kind === 'answer' ? `${Math.floor(action.status / 100)}xx` : action.kind;

/** A number drawn for a fault, the same in every table of a run (FNV-1a). */
function lot({ name }: FaultKind): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const character of name) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return hash;
}
