import type { ListedLibrary } from '../../ports/listed.ts';
import type { ListingLog } from '../../ports/listing-log.ts';
import type { ListerTools } from './tools.ts';
import { PER_CALL_ERRORS, orNull, attemptOptional } from '../flow/call-retry.ts';

/** Whether anything of a library was read in its present reading: a token of now would leave out what changed meanwhile. */
export async function isBegun(
  { key, lists, startToken }: ListedLibrary,
  store: ListingLog,
): Promise<boolean> {
  const hasBegun = ({ rank, isListed }: ListedLibrary['lists']['main']): boolean => rank > 0 || isListed;
  if (startToken !== null || Object.values(lists).some(hasBegun)) return true;
  return (await store.albums()).some(({ libraryKey, list }) => libraryKey === key && hasBegun(list));
}

/**
 * Looks at the state of a library whose lists are read, in each life that reads them: Apple may begin to sort at any time.
 *
 * @param isNew nothing of it is read yet: its state now is the one that this reading belongs to
 * @returns whether Apple is still sorting it
 */
export async function readBeginning(
  { key, zone }: ListedLibrary,
  isNew: boolean,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<boolean> {
  const read = () => tools.icloud.readState(zone, signal);
  const state = orNull(await attemptOptional(tools, signal, read, PER_CALL_ERRORS));
  if (isNew) await tools.store.saveStartToken(key, state?.syncToken ?? null);
  const isSorting = state?.isIndexed === false;
  if (isSorting) await tools.store.saveMarks(key, { isSorting });
  return isSorting;
}
