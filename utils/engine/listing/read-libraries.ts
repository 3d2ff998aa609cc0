import { type ErrorRecord, remedyOf, TransferError } from '../../errors.ts';
import { isNotThere } from '../../icloud/errors.ts';
import { type Database, isSharedAlbum } from '../../icloud/zone.ts';
import type { Arrangement } from '../../domain/layout/arrangement.ts';
import type { ListName } from '../../domain/layout/destination-path.ts';
import type { ListedLibrary } from '../../ports/listed.ts';
import { icloudChanged } from '../flow/call-retry.ts';
import { together } from '../flow/together.ts';
import { compareWithCounts, type CountFindings } from './compare-counts.ts';
import { shortfall } from './libraries/find-libraries.ts';
import { isReallyGone } from './libraries/find-zones.ts';
import {
  catchUp,
  countLibrary,
  followLibrary,
  type LibraryStep,
  listLibraryAlbums,
  listLibraryPhotos,
  readWithRenditions,
  readWithoutRenditions,
  readLibraryFrames,
  relistAlbums,
  searchLibrary,
} from './libraries/library-steps.ts';
import { createListingState, type ListingState } from './libraries/listing-state.ts';
import type { ListerTools } from './tools.ts';

/** What to read besides the main lists. */
type Wanted = Pick<Arrangement, 'hidden' | 'recentlyDeleted' | 'bursts' | 'sharedAlbums' | 'compatible'>;

/** Result of bringing the log up to date. */
export interface Reading extends CountFindings {
  /** Lists were read from their beginning; otherwise only changes were read. */
  hasReadLists: boolean;
}

/** Rounds over the libraries. Apple may refuse a token after the lists were read with it. */
const MAX_ROUNDS = 3;

/**
 * Brings the log up to date with Apple. Follows the changes of libraries that were read before. Reads the albums and
 * lists of all others, and continues where an earlier process stopped. Compares the result with Apple's counts. Waits out
 * transient errors; names a part that Apple fails to show, at no cost to other parts.
 *
 * A token is kept only together with the lists that were read after it was given. The token of a library belongs to the
 * beginning of its reading, the token of a database to a pass that read or followed all its libraries.
 *
 * @throws {TransferError} only if a person has to act
 */
export async function readLibraries(
  tools: ListerTools,
  { hidden, recentlyDeleted, bursts, sharedAlbums, compatible = false }: Wanted,
  signal: AbortSignal,
): Promise<Reading> {
  const names: ListName[] = [
    'main',
    ...(hidden ? ['hidden' as const] : []),
    ...(recentlyDeleted ? ['deleted' as const] : []),
  ];
  const state = await createListingState(
    { ...tools, withFrames: bursts === 'all', withSharedAlbums: sharedAlbums },
    names,
    signal,
  );
  await forEachLibrary(state, compatible ? readWithRenditions : readWithoutRenditions);
  for (let round = 1; ; round += 1) {
    await forEachLibrary(state, followLibrary);
    tools.onFollowed?.();
    await forEachLibrary(state, countLibrary);
    await tools.onPage();
    await together(forEachLibrary(state, listLibraryAlbums, 'albums-unread'), listWantedPhotos(state));
    await forEachLibrary(state, searchLibrary);
    await forEachLibrary(state, readLibraryFrames);
    await forEachLibrary(state, catchUp);
    await forEachLibrary(state, relistAlbums, 'albums-unread');
    if (round >= MAX_ROUNDS || (await areListsComplete(state))) return finish(state);
  }
}

/** Reads the wanted lists of all libraries, one kind of list after the other. */
async function listWantedPhotos(state: ListingState): Promise<void> {
  for (const name of state.names) await forEachLibrary(state, listLibraryPhotos(name));
}

type FailureCode = 'library-unread' | 'albums-unread';

/** Takes a step for each readable library. A library that fails is recorded and left out of all further steps. */
async function forEachLibrary(
  state: ListingState,
  step: LibraryStep,
  code: FailureCode = 'library-unread',
): Promise<void> {
  for (const library of await state.found.present())
    if (!state.failed.has(library.key))
      try {
        await step(state, library);
      } catch (error) {
        await recordFailure(state, library, error, code);
      }
}

/** @throws {TransferError} if a person has to act */
async function recordFailure(
  state: ListingState,
  { key, zone, title }: ListedLibrary,
  error: unknown,
  code: FailureCode,
): Promise<void> {
  const { tools, signal, shortfalls, failed } = state;
  const { store } = tools;
  if (signal.aborted || !(error instanceof TransferError) || remedyOf(error.code) === 'user') throw error;
  if (isNotThere(error) && (await isReallyGone(zone, tools, signal))) {
    await store.saveLibraryGone(key);
    return;
  }
  if (error.code === 'bad-response' && !isSharedAlbum(zone.zoneName)) state.malformedResponse = error;
  shortfalls.push({
    ...shortfall(code, `${zone.zoneName}: ${error.message}`),
    ...(title && { facts: { albums: title } }),
  });
  if (code === 'albums-unread') await store.saveMarks(key, { areAlbumsUnread: true });
  else {
    failed.set(key, zone.database);
    await store.saveMarks(key, { isUnread: true });
  }
}

/** Whether all lists of all readable libraries are read to their end. */
async function areListsComplete({ found, failed, names }: ListingState): Promise<boolean> {
  const libraries = (await found.present()).filter(({ key }) => !failed.has(key));
  return libraries.every(({ zone, lists }) =>
    (isSharedAlbum(zone.zoneName) ? (['main'] as const) : names).every((name) => lists[name].isListed),
  );
}

/** Compares the lists with Apple's counts and keeps the tokens. */
async function finish(state: ListingState): Promise<Reading> {
  const { tools, names, found, failed, shortfalls, remarks, relisted, malformedResponse } = state;
  const { store } = tools;
  for (const library of await found.present()) {
    if (library.isUnread === true && !failed.has(library.key))
      await store.saveMarks(library.key, { isUnread: false });
    const findings = await compareWithCounts(library, names, tools);
    shortfalls.push(...findings.shortfalls);
    remarks.push(...findings.remarks);
  }
  const libraries = await store.libraries();
  if (malformedResponse !== null && libraries.every(({ lists: { main } }) => main.seenItems === 0))
    throw icloudChanged(malformedResponse.message, { cause: malformedResponse });
  await saveTokens(state);
  return { shortfalls: withoutDuplicates(shortfalls), remarks, hasReadLists: relisted.size > 0 };
}

const withoutDuplicates = (records: readonly ErrorRecord[]): ErrorRecord[] => [
  ...new Map(records.map((record) => [`${record.code} ${record.detail}`, record])).values(),
];

/** Keeps the old token of a database with a failed library, so that Apple names its changed zones again. */
async function saveTokens({ tools: { store }, found: { tokens }, failed }: ListingState): Promise<void> {
  const before = await store.readTokens();
  const withFailures = new Set(failed.values());
  const tokenOf = (database: Database): string | null =>
    withFailures.has(database) ? before[database] : tokens[database];
  await store.saveDatabaseTokens({ private: tokenOf('private'), shared: tokenOf('shared') });
}
