import { isSharedAlbum } from '../../icloud/zone.ts';
import type { AssetRecord } from '../../domain/photo/record.ts';
import { isMain } from './is-main.ts';
import type { RecordPage } from '../../icloud/responses/responses.ts';
import type { ListName } from '../../domain/layout/destination-path.ts';
import { icloudChanged, PER_CALL_ERRORS, orNull, attemptOptional } from '../flow/call-retry.ts';
import { differenceOf, expectedOf } from './compare-counts.ts';
import type { ListedLibrary } from '../../ports/listed.ts';
import { joinRecords } from './join-records.ts';
import { type AnswerPlace, type ListAnswer, MAX_PASSES, readRankedList } from './ranked-list.ts';
import { keepUnknownFiles } from './unknown-files.ts';
import type { ListerTools } from './tools.ts';
import { readBehindMarker } from './read-behind-marker.ts';

/** Assets in a full answer: as many masters come with them. Source: docs/icloud-photos.md 3.4. */
export const FULL_ANSWER = 100;

/** Ranks that are left out where a list shows nothing though more is due: one record, some, a whole answer. */
const JUMPS = [1, 10, FULL_ANSWER];

/** Where none of the first ones can be read it is not the records that are wrong. */
const TELLING_RECORDS = 3;

/** A page as the reading of a list takes it. */
export type ListedPage = RecordPage & ListAnswer;

/** The same page with what the reading of a list wants to know. */
export const asListed = (page: RecordPage): ListedPage => ({
  ...page,
  rankCount: page.assetCount,
  names: [...page.assets, ...page.unusable].map(({ recordName }): string => recordName),
});

/** Reads one list of a library into the log, going on where an earlier life stopped. */
export async function listPhotos(
  { key, zone, lists }: ListedLibrary,
  name: ListName,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  const { icloud, store, onPage } = tools;
  let appleCount = lists[name].appleCount;
  // The list of a shared album may show what is deleted.
  const isAlbum = isSharedAlbum(zone.zoneName);
  const belongs = (asset: AssetRecord): boolean => !isAlbum || isMain(asset);
  let passes = 1;
  /** The latest page that Apple put a marker behind, and the rank that it was asked for. */
  let lastPage: { page: ListedPage; rank: number } | null = null;
  /** The latest page on its way into the log: the one after it may set out, and follows it there. */
  let saving: Promise<void> = Promise.resolve();
  const count = async (): Promise<void> => {
    const read = () => icloud.countItems(zone, [name], signal);
    appleCount = orNull(await attemptOptional(tools, signal, read, PER_CALL_ERRORS))?.[0] ?? appleCount;
    await store.saveCount(key, name, appleCount);
  };
  /** Saves a page; the page before it has to be in the log by then. */
  const save = async (page: ListedPage, place: AnswerPlace): Promise<void> => {
    const found = await joinRecords({ ...page, assets: page.assets.filter(belongs) }, zone, tools, signal);
    if (
      place.rank === page.assetCount &&
      !isAlbum &&
      found.items.length === 0 &&
      found.unusable.length >= TELLING_RECORDS
    )
      throw icloudChanged(`not one of ${found.unusable.length} records can be read`);
    const { isAtEnd, rank, skippedRanks, unreadRanks, passToken } = place;
    const isSteady = isAtEnd && page.syncToken === passToken;
    if (isAtEnd) await count();
    const { assetCount } = page;
    const before = saving;
    saving = store.savePhotos(key, name, {
      ...found,
      progress: {
        ...{ fromRank: rank - assetCount - skippedRanks, assetCount, skippedRanks, unreadRanks },
        ...{ isLast: isAtEnd, isSteady, passToken },
      },
    });
    saving.catch(() => undefined);
    await (isAtEnd ? saving : before);
    await onPage();
  };
  const read = (rank: number, most: number | undefined, fields: 'known' | 'all' = 'known') =>
    icloud.readPage(zone, name, { rank, most, fields }, signal);
  const readMain = createMainReader({ read, keep: (names) => keepUnknownFiles(key, names, tools) });
  await readRankedList<ListedPage>(
    {
      ...lists[name],
      get appleCount() {
        return expectedOf(appleCount, lists[name].settled);
      },
      fullAnswer: FULL_ANSWER,
      jumps: JUMPS,
      read: async (rank, most) => asListed(await (name === 'main' ? readMain(rank, most) : read(rank, most))),
      async enter(page, place) {
        if (page.marker !== null) lastPage = { page, rank: place.rank - page.assetCount };
        if (page.assetCount === 0 && lastPage && place.rank < (appleCount ?? 0)) {
          await saving;
          await readBehindMarker({ key, zone, name, belongs, ...lastPage }, tools, signal);
        }
        await save(page, place);
        if (!place.isAtEnd) return false;
        lastPage = null;
        const list = (await store.libraries()).find((library) => library.key === key)?.lists[name];
        if (!list || passes >= MAX_PASSES || !wantsOtherPass(list, name, passes)) return true;
        await store.listAgain(key, name);
        passes += 1;
        return false;
      },
    },
    tools,
    signal,
  ).finally(() => saving.catch(() => undefined));
}

type ReadPage = (rank: number, most: number | undefined, fields?: 'known' | 'all') => Promise<RecordPage>;

/**
 * Reads the pages of the main list. The first page of a reading shows all fields, once, and the others wait for the names
 * of files that nobody knew: these are asked for with them. Where it fails, it is asked for again like any other page.
 */
function createMainReader({
  read,
  keep,
}: {
  read: ReadPage;
  keep(names: readonly string[]): Promise<void>;
}): (rank: number, most: number | undefined) => Promise<RecordPage> {
  let first: Promise<RecordPage> | null = null;
  const readFirst = async (): Promise<RecordPage> => {
    const page = await read(0, undefined, 'all');
    await keep(page.unknownFiles);
    return page;
  };
  return async (rank, most) => {
    if (rank === 0 && most === undefined && first === null) return (first = readFirst());
    // Its error is told where it was asked for.
    await first?.catch(() => undefined);
    return read(rank, most);
  };
}

/**
 * Whether a list is read once more. What is added or deleted meanwhile moves the others: some may have slipped past,
 * although the count agrees. A list that did not change is read once more where Apple counts more than it shows; the
 * main list is searched in other ways instead.
 */
function wantsOtherPass(list: ListedLibrary['lists']['main'], name: ListName, passes: number): boolean {
  if (list.isSteady !== true) return true;
  const difference = differenceOf(list) ?? 0;
  return name !== 'main' && passes === 1 && difference > 0 && difference !== list.settled?.difference;
}
