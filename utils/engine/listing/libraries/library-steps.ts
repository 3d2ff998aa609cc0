import { isPersonal, isSharedAlbum } from '../../../icloud/zone.ts';
import type { ListName } from '../../../domain/layout/destination-path.ts';
import type { ListedLibrary } from '../../../ports/listed.ts';
import { attemptOptional, orNull, PER_CALL_ERRORS } from '../../flow/call-retry.ts';
import { together } from '../../flow/together.ts';
import { completeFromHistory, findMissingPhotos } from '../changes/find-missing-photos.ts';
import { followChanges } from '../changes/follow-changes.ts';
import { readFrames, wantsFrames } from '../changes/read-frames.ts';
import { countLists, relistWhereCountsDiffer, relistWhereRanksAreBack } from '../compare-counts.ts';
import { listAlbums } from '../list-albums.ts';
import { mayLackPhotos } from '../list-membership.ts';
import { listPhotos } from '../photos/list-photos.ts';
import { listSharedAlbum, readTitle } from '../shared-albums.ts';
import { requestFirstAnswers } from './early-answers.ts';
import { shortfall } from './find-libraries.ts';
import { type ListingState, readLibrary, toolsFor } from './listing-state.ts';
import { isBegun, readBeginning } from './reading-start.ts';

/** A step of a pass, taken for one library. */
export type LibraryStep = (state: ListingState, library: ListedLibrary) => Promise<void>;

/** Restarts the lists of a library that were read without renditions, from now on with them. */
export const readWithRenditions: LibraryStep = async ({ tools: { store } }, library) => {
  const { key, hasRenditions, syncToken } = library;
  if (hasRenditions) return;
  if (syncToken !== null || (await isBegun(library, store))) await store.listLibraryAgain(key);
  await store.saveMarks(key, { hasRenditions: true });
};

/** Notes that from now on a library is read without renditions. */
export const readWithoutRenditions: LibraryStep = async ({ tools: { store } }, { key, hasRenditions }) => {
  if (hasRenditions) await store.saveMarks(key, { hasRenditions: false });
};

/** Follows the changes of a library that was read before. Restarts its lists if Apple has finished sorting it. */
export const followLibrary: LibraryStep = async (state, library) => {
  if (library.syncToken === null) return;
  if (library.isSorting) await restartIfSorted(state, library);
  else if (state.found.mayHaveChanged(library)) await follow(state, library);
  else state.upToDate.add(library.key);
};

const follow: LibraryStep = async (state, library) => {
  const { names, signal } = state;
  if (await followChanges(library, names, toolsFor(state, library), signal)) state.haveAlbumsRestarted = true;
  state.upToDate.add(library.key);
};

const restartIfSorted: LibraryStep = async (state, library) => {
  const { tools, signal, shortfalls } = state;
  const { key, zone } = library;
  const read = () => tools.icloud.readState(zone, signal);
  const libraryState = orNull(await attemptOptional(toolsFor(state, library), signal, read, PER_CALL_ERRORS));
  if (libraryState?.isIndexed) await tools.store.listLibraryAgain(key);
  else shortfalls.push(shortfall('icloud-sorting', zone.zoneName));
};

/** Counts the lists of a library, and restarts lists that more reading may complete. */
export const countLibrary: LibraryStep = async (state, { key }) => {
  const { tools, names, signal } = state;
  const { store } = tools;
  const library = await readLibrary(store, key);
  const [isCounted] = await together(
    countLists(library, toolsFor(state, library), signal),
    beginReading(state, library),
    readTitle(library, toolsFor(state, library), signal),
  );
  if (library.syncToken === null) return;
  // Without a count, only the changes can show that everything is known.
  if (!isCounted && !state.found.mayHaveChanged(library)) await follow(state, library);
  await relistWhereCountsDiffer(await readLibrary(store, key), names, tools);
  await relistWhereRanksAreBack(await readLibrary(store, key), names, tools, signal);
};

/**
 * Reads the state of a library that is new to the log, or whose reading an earlier process began. The first answers of a new
 * one are requested beside it, unless it could not be read before.
 */
const beginReading: LibraryStep = async (state, library) => {
  const { tools, signal } = state;
  if (library.syncToken !== null) return;
  const { key, zone } = library;
  const isNew = !(await isBegun(library, tools.store));
  const ofLibrary = toolsFor(state, library);
  const beginning = readBeginning(library, isNew, ofLibrary, signal);
  const mayAnswer = !isSharedAlbum(zone.zoneName) && library.isUnread !== true;
  const early = isNew && mayAnswer ? requestFirstAnswers(zone, ofLibrary, signal) : null;
  const { isSorting, token } = await beginning;
  if (isSorting) state.shortfalls.push(shortfall('icloud-sorting', zone.zoneName));
  if (isNew) state.upToDate.add(key);
  if (early) state.early.set(key, { ...early, startToken: token });
};

/** Reads the albums of the personal library, unless they are known. */
export const listLibraryAlbums: LibraryStep = async (state, library) => {
  state.haveAlbumsRestarted = false;
  await readAlbums(state, library);
};

/** Reads the albums again if `catchUp` has restarted their lists. */
export const relistAlbums: LibraryStep = async (state, library) => {
  if (state.haveAlbumsRestarted) await readAlbums(state, library);
};

const readAlbums: LibraryStep = async (state, library) => {
  if (!isPersonal(library.zone.zoneName)) return;
  if (library.syncToken === null || library.areAlbumsUnread)
    state.shortfalls.push(...(await listAlbums(library, toolsFor(state, library), state.signal)));
};

/** Returns the step that reads one list of a library to its end. */
export const listLibraryPhotos =
  (name: ListName): LibraryStep =>
  async (state, library) => {
    const { key, zone, lists, syncToken } = library;
    const { relisted, readByHistory, signal } = state;
    if (syncToken === null) relisted.add(key);
    const isAlbum = isSharedAlbum(zone.zoneName);
    if (isAlbum && name !== 'main') return;
    const isDoubtful = mayLackPhotos(lists[name]);
    if (lists[name].isListed && !isDoubtful) return;
    relisted.add(key);
    const tools = toolsFor(state, library);
    // A process that died may have been about to read it once more.
    if (isDoubtful) await tools.store.listAgain(key, name);
    const open = isDoubtful ? await readLibrary(tools.store, key) : library;
    if (!isAlbum) await listPhotos(open, name, tools, signal);
    else if ((await listSharedAlbum(open, tools, signal)) === 'history') readByHistory.add(key);
  };

/** Searches for photos that the main list did not show. */
export const searchLibrary: LibraryStep = async (state, library) => {
  const { key, zone } = library;
  await searchUnsteady(state, library);
  // The history is the last source there is.
  if (state.readByHistory.has(key) || (!state.relisted.has(key) && !library.isUnsure)) return;
  const isUnsure = !(await findMissingPhotos(library, toolsFor(state, library), state.signal));
  if (isUnsure) state.shortfalls.push(shortfall('lists-differ', zone.zoneName));
  if (isUnsure || library.isUnsure) await state.tools.store.saveMarks(key, { isUnsure });
};

/** Searches for photos of lists that changed in each pass over them. A list that may still lack some is read again by the next press. */
const searchUnsteady: LibraryStep = async (state, library) => {
  const names = state.names.filter((name) => mayLackPhotos(library.lists[name]));
  if (names.length === 0) return;
  if (!(await completeFromHistory(library, names, toolsFor(state, library), state.signal)))
    state.shortfalls.push(shortfall('lists-differ', library.zone.zoneName));
};

/** Reads the frames of bursts if they are wanted and not read yet. */
export const readLibraryFrames: LibraryStep = async (state, library) => {
  const { tools, names, signal, shortfalls } = state;
  if (!tools.withFrames || !wantsFrames(library, names)) return;
  if (!(await readFrames(library, toolsFor(state, library), signal)))
    shortfalls.push(shortfall('frames-unread', library.zone.zoneName));
};

/** Follows what has changed since an earlier process began to read. */
export const catchUp: LibraryStep = async (state, { key }) => {
  const { store, clock } = state.tools;
  const { zone, lists, startToken, syncToken } = await readLibrary(store, key);
  // Apple may give the state of a shared album only with its list.
  if (isSharedAlbum(zone.zoneName) && startToken === null && syncToken === null)
    await store.saveStartToken(key, lists.main.passToken);
  await store.saveRead(key, clock.now());
  if (!state.upToDate.has(key)) await follow(state, await readLibrary(store, key));
};
