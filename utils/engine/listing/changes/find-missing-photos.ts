import { TransferError } from '../../../errors.ts';
import type { RecordPage } from '../../../icloud/responses/responses.ts';
import type { LibraryZone } from '../../../icloud/zone.ts';
import type { ListName } from '../../../domain/layout/destination-path.ts';
import { isMain, listOf } from '../list-membership.ts';
import { isShort } from '../compare-counts.ts';
import { asListed, FULL_ANSWER, type ListedPage } from '../photos/list-photos.ts';
import type { ListedLibrary, ListProgress } from '../../../ports/listed.ts';
import { joinRecords } from '../join-records.ts';
import { readHistory } from './zone-history.ts';
import { readRankedList } from '../ranked-list.ts';
import type { ListerTools } from '../tools.ts';
import { PER_CALL_ERRORS } from '../../flow/call-retry.ts';

/**
 * Searches for photos that Apple counts but its main list did not show: by the date they were added, then in the whole
 * history of the library. If Apple does not count, two sources must show the same photos.
 *
 * @returns false if the list may be incomplete: no count shows by how much, or no other source can be read
 */
export async function findMissingPhotos(
  library: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<boolean> {
  const readMain = async (): Promise<ListProgress | undefined> =>
    (await tools.store.libraries()).find(({ key }) => key === library.key)?.lists.main;
  const isMainShort = async (): Promise<boolean> => {
    const list = await readMain();
    return list !== undefined && isShort(list);
  };
  const list = await readMain();
  if (list?.isListed && list.appleCount === null)
    return isConfirmed(library, tools, async () => (await readMain())?.seenItems ?? 0, signal);
  const searches = [
    () => searchByDateAdded(library, tools, isMainShort, signal),
    () => searchHistory(library, tools, signal),
  ];
  let isSearched = false;
  for (const search of searches)
    if (await isMainShort()) isSearched = (await orNullIfUnreadable(search())) !== null || isSearched;
  if (isSearched || !(await isMainShort())) return true;
  // Unreadable ranks are a shortfall of their own.
  return (list?.unreadRanks ?? []).length > 0;
}

/**
 * Completes lists that changed in each pass over them from the history of the library, in which no photo changes its
 * place unseen.
 *
 * @returns false if the history could not be read to its end
 */
export async function completeFromHistory(
  { key, zone }: ListedLibrary,
  names: readonly ListName[],
  tools: ListerTools,
  signal: AbortSignal,
): Promise<boolean> {
  const { store } = tools;
  const endToken = await readHistory(zone, tools, signal, async ({ records }) => {
    for (const [name, assets] of Map.groupBy(records.assets, listOf)) {
      if (!names.includes(name)) continue;
      const shown = assets.filter(({ isOtherFrame }) => isOtherFrame !== true);
      const found = await joinRecords({ ...records, assets: shown, unusable: [] }, zone, tools, signal);
      await store.savePhotos(key, name, { ...found, progress: null });
    }
    await tools.onPage();
  });
  if (endToken === null) return false;
  for (const name of names) await store.saveSteady(key, name);
  return true;
}

/** Whether another source shows exactly the known photos. */
async function isConfirmed(
  library: ListedLibrary,
  tools: ListerTools,
  countKnown: () => Promise<number>,
  signal: AbortSignal,
): Promise<boolean> {
  const searches = [
    () => searchByDateAdded(library, tools, () => Promise.resolve(true), signal),
    () => searchHistory(library, tools, signal),
  ];
  for (const search of searches) {
    const before = await countKnown();
    const shown = await orNullIfUnreadable(search());
    if (shown === before && (await countKnown()) === before) return true;
  }
  return false;
}

/** A source that this library does not have shows nothing. */
async function orNullIfUnreadable(search: Promise<number | null>): Promise<number | null> {
  try {
    return await search;
  } catch (error) {
    if (!(error instanceof TransferError) || !PER_CALL_ERRORS.has(error.code)) throw error;
    return null;
  }
}

/** Saves photos of the main list that another source has shown. */
export async function saveMain(
  page: RecordPage,
  { key, zone }: { key: string; zone: LibraryZone },
  tools: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  const found = await joinRecords({ ...page, assets: page.assets.filter(isMain) }, zone, tools, signal);
  // The log knows unusable records by name, so those that the list has shown are not counted twice.
  await tools.store.savePhotos(key, 'main', { ...found, progress: null });
}

/** @returns the number of photos shown; null if some could not be read */
async function searchByDateAdded(
  library: ListedLibrary,
  tools: ListerTools,
  isWanted: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<number | null> {
  const shown = new Set<string>();
  let isWhole = true;
  await readRankedList<ListedPage>(
    {
      rank: 0,
      passToken: null,
      appleCount: null,
      fullAnswer: FULL_ANSWER,
      jumps: [],
      read: async (rank, limit) =>
        asListed(await tools.icloud.readPage(library.zone, 'added', { rank, limit }, signal)),
      async save(page, { isAtEnd, unreadRanks }) {
        isWhole &&= unreadRanks.length === 0;
        if (page.assetCount > 0) await saveMain(page, library, tools, signal);
        for (const { recordName } of page.assets.filter(isMain)) shown.add(recordName);
        return isAtEnd || !(await isWanted());
      },
    },
    tools,
    signal,
  );
  return isWhole ? shown.size : null;
}

/** @returns the number of photos shown; null if the history could not be read to its end */
async function searchHistory(
  library: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<number | null> {
  const shown = new Set<string>();
  const endToken = await readHistory(library.zone, tools, signal, async ({ records, gone }) => {
    await saveMain(records, library, tools, signal);
    for (const asset of records.assets)
      if (isMain(asset)) shown.add(asset.recordName);
      else shown.delete(asset.recordName);
    for (const name of gone) shown.delete(name);
  });
  return endToken === null ? null : shown.size;
}
