import type { AlbumsLog } from '../../../ports/albums-log.ts';
import type { ListedLibrary, ListProgress } from '../../../ports/listed.ts';
import type { ListerTools } from '../tools.ts';
import { PER_CALL_ERRORS, orNull, attemptOptional } from '../../flow/call-retry.ts';

/**
 * Whether the current reading of a library has begun. A token of the library's present state would then miss what
 * changed since the beginning.
 */
export async function isBegun({ key, lists, startToken }: ListedLibrary, store: AlbumsLog): Promise<boolean> {
  const hasBegun = ({ rank, isListed }: ListProgress): boolean => rank > 0 || isListed;
  if (startToken !== null || Object.values(lists).some(hasBegun)) return true;
  return (await store.albums()).some(({ libraryKey, list }) => libraryKey === key && hasBegun(list));
}

/**
 * Reads the state of a library whose lists are being read. Each process that reads them asks again, because Apple may
 * begin to sort at any time.
 *
 * @param isNew nothing is read yet, so this reading belongs to the present state
 * @returns whether Apple is still sorting the library
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
