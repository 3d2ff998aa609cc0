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

/** What a reading of a library begins with. */
export interface Beginning {
  /** Apple is still sorting the library. */
  isSorting: boolean;
  /** State of the library; null if Apple gives none. */
  token: string | null;
}

/**
 * Reads the state of a library whose lists are being read. Each process that reads them asks again, because Apple may
 * begin to sort at any time.
 *
 * @param isNew nothing is read yet, so this reading belongs to the present state
 */
export async function readBeginning(
  { key, zone }: ListedLibrary,
  isNew: boolean,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<Beginning> {
  const read = () => tools.icloud.readState(zone, signal);
  const state = orNull(await attemptOptional(tools, signal, read, PER_CALL_ERRORS));
  const token = state?.syncToken ?? null;
  if (isNew) await tools.store.saveStartToken(key, token);
  const isSorting = state?.isIndexed === false;
  if (isSorting) await tools.store.saveMarks(key, { isSorting });
  return { isSorting, token };
}
