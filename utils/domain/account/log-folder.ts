import { destinationProblem } from '../layout/destination-folder.ts';
import { nameKey, safeName } from '../photo/safe-name.ts';
import { type LogOwner, numberOf } from './logs.ts';

/** Returns the destination of a further log, which none of `taken` has: `iCloud Photos – Bo Berg`. */
export function folderOfLog(base: string, owner: LogOwner, log: string, taken: readonly string[]): string {
  const called = owner.name ?? owner.account?.split('@', 1)[0] ?? String(numberOf(log));
  const named = safeName(`${base} – ${called.replaceAll('/', ' ')}`);
  const wanted = destinationProblem(named) === null ? named : `${base} – ${numberOf(log)}`;
  const keys = new Set(taken.map(nameKey));
  for (let count = 1; ; count += 1) {
    const folder = count === 1 ? wanted : `${wanted} ${count}`;
    if (!keys.has(nameKey(folder))) return folder;
  }
}
