import { TransferError } from '../../../errors.ts';
import type { RecordPage } from '../../../icloud/responses/responses.ts';
import type { LibraryZone } from '../../../icloud/zone.ts';
import { isMain } from '../is-main.ts';
import { isShort } from '../compare-counts.ts';
import { asListed, FULL_ANSWER, type ListedPage } from '../list-photos.ts';
import type { ListedLibrary, ListProgress } from '../../../ports/listed.ts';
import { joinRecords } from '../join-records.ts';
import { readHistory } from './zone-history.ts';
import { readRankedList } from '../ranked-list.ts';
import type { ListerTools } from '../tools.ts';
import { PER_CALL_ERRORS } from '../../flow/call-retry.ts';

/**
 * Looks a second way, and a third, for photos that Apple counts and its list did not show: by the date they were added,
 * then in the whole history of the library. Where Apple does not count, two ways must agree.
 *
 * @returns false if it is not known that the list is whole, and no count can tell how far it is not
 */
export async function findMissingPhotos(
  library: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<boolean> {
  const main = async (): Promise<ListProgress | undefined> =>
    (await tools.store.libraries()).find(({ key }) => key === library.key)?.lists.main;
  const isShortNow = async (): Promise<boolean> => {
    const list = await main();
    return list !== undefined && isShort(list);
  };
  const list = await main();
  if (list?.isListed && list.appleCount === null)
    return agrees(library, tools, async () => (await main())?.seenItems ?? 0, signal);
  if (await isShortNow()) await orUnread(searchByDateAdded(library, tools, isShortNow, signal));
  if (await isShortNow()) await orUnread(searchHistory(library, tools, signal));
  return true;
}

/** Whether another way shows just the photos that are known already. */
async function agrees(
  library: ListedLibrary,
  tools: ListerTools,
  known: () => Promise<number>,
  signal: AbortSignal,
): Promise<boolean> {
  const ways = [
    () => searchByDateAdded(library, tools, () => Promise.resolve(true), signal),
    () => searchHistory(library, tools, signal),
  ];
  for (const search of ways) {
    const before = await known();
    const shown = await orUnread(search());
    if (shown === before && (await known()) === before) return true;
  }
  return false;
}

/** A way that this library does not have tells nothing. */
async function orUnread(search: Promise<number | null>): Promise<number | null> {
  try {
    return await search;
  } catch (error) {
    if (!(error instanceof TransferError) || !PER_CALL_ERRORS.has(error.code)) throw error;
    return null;
  }
}

/** Enters what belongs to the main list and was found another way. */
export async function enterMain(
  page: RecordPage,
  { key, zone }: { key: string; zone: LibraryZone },
  tools: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  const found = await joinRecords({ ...page, assets: page.assets.filter(isMain) }, zone, tools, signal);
  // Records that the list has shown as unusable are known by name already.
  await tools.store.savePhotos(key, 'main', { ...found, progress: null });
}

/** @returns how many photos it has shown; null where some could not be read */
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
      ...{ rank: 0, passToken: null, appleCount: null, fullAnswer: FULL_ANSWER, jumps: [] },
      read: async (rank, most) =>
        asListed(await tools.icloud.readPage(library.zone, 'added', { rank, most }, signal)),
      async enter(page, { isAtEnd, unreadRanks }) {
        isWhole &&= unreadRanks.length === 0;
        if (page.assetCount > 0) await enterMain(page, library, tools, signal);
        for (const { recordName } of page.assets.filter(isMain)) shown.add(recordName);
        return isAtEnd || !(await isWanted());
      },
    },
    tools,
    signal,
  );
  return isWhole ? shown.size : null;
}

/** @returns how many photos it has shown; null where it did not come to its end */
async function searchHistory(
  library: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<number | null> {
  const shown = new Set<string>();
  const end = await readHistory(library.zone, tools, signal, async ({ records, gone }) => {
    await enterMain(records, library, tools, signal);
    for (const asset of records.assets)
      if (isMain(asset)) shown.add(asset.recordName);
      else shown.delete(asset.recordName);
    for (const name of gone) shown.delete(name);
  });
  return end === null ? null : shown.size;
}
