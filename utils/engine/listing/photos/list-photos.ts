import { isSharedAlbum, type LibraryZone } from '../../../icloud/zone.ts';
import type { AssetRecord } from '../../../domain/photo/record.ts';
import { isMain } from '../list-membership.ts';
import type { RecordPage } from '../../../icloud/responses/responses.ts';
import type { ListName } from '../../../domain/layout/destination-path.ts';
import { icloudChanged, PER_CALL_ERRORS, orNull, attemptOptional } from '../../flow/call-retry.ts';
import { differenceOf, expectedOf } from '../compare-counts.ts';
import type { ListedLibrary, ListProgress } from '../../../ports/listed.ts';
import { joinRecords } from '../join-records.ts';
import { type AnswerPosition, type ListAnswer, MAX_PASSES, readRankedList } from '../ranked-list.ts';
import { keepUnknownFiles } from './unknown-files.ts';
import type { ListerTools } from '../tools.ts';
import { createPageWriter, type PageWriter } from './page-writer.ts';
import { readBehindMarker } from './read-behind-marker.ts';

/** Assets in a full answer; as many masters come with them. Source: docs/icloud-photos.md 3.4. */
export const FULL_ANSWER = 100;

/** Ranks to skip where a list shows nothing although more is due: one record, some, a full answer. */
const JUMPS = [1, 10, FULL_ANSWER];

/** If none of this many first records can be read, Apple's format has changed. */
const MIN_RECORDS_TO_JUDGE = 3;

/** A page of photos as an answer of a ranked list. */
export type ListedPage = RecordPage & ListAnswer;

/** Adds the fields that {@link readRankedList} needs. */
export const asListed = (page: RecordPage): ListedPage => ({
  ...page,
  rankCount: page.assetCount,
  names: [...page.assets, ...page.unusable].map(({ recordName }): string => recordName),
});

/** A list of photos while it is read. */
interface OpenList {
  key: string;
  zone: LibraryZone;
  name: ListName;
  appleCount: number | null;
  /** Whether a photo belongs to the list. The list of a shared album may show deleted photos. */
  belongs(asset: AssetRecord): boolean;
  /** The next pages may be requested while some are written. */
  writer: PageWriter;
}

/** Reads one list of a library into the log, and continues where an earlier process stopped. */
export async function listPhotos(
  { key, zone, lists }: ListedLibrary,
  name: ListName,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  const { icloud, store } = tools;
  const isAlbum = isSharedAlbum(zone.zoneName);
  const list: OpenList = {
    key,
    zone,
    name,
    appleCount: lists[name].appleCount,
    belongs: (asset) => !isAlbum || isMain(asset),
    writer: createPageWriter(store, key, name),
  };
  let pass = 1;
  /** The latest page with a marker, and the rank that it was requested for. */
  let markedPage: { page: ListedPage; rank: number } | null = null;
  const read: ReadPage = (rank, limit, fields = 'known') =>
    icloud.readPage(zone, name, { rank, limit, fields }, signal);
  const readMain = createMainReader({ read, keep: (names) => keepUnknownFiles(key, names, tools) });
  await readRankedList<ListedPage>(
    {
      ...lists[name],
      get appleCount() {
        return expectedOf(list.appleCount, lists[name].settled);
      },
      fullAnswer: FULL_ANSWER,
      jumps: JUMPS,
      read: async (rank, limit) =>
        asListed(await (name === 'main' ? readMain(rank, limit) : read(rank, limit))),
      async save(page, position) {
        if (page.marker !== null) markedPage = { page, rank: position.rank - page.assetCount };
        if (page.assetCount === 0 && markedPage && position.rank < (list.appleCount ?? 0)) {
          await list.writer.done();
          await readBehindMarker({ ...list, ...markedPage }, tools, signal);
        }
        await savePage(list, page, position, { tools, signal });
        if (!position.isAtEnd) return false;
        markedPage = null;
        const progress = await readProgress(tools, list);
        if (!progress || pass >= MAX_PASSES || !needsAnotherPass(progress, name, pass)) return true;
        await store.listAgain(key, name);
        pass += 1;
        return false;
      },
    },
    tools,
    signal,
  ).finally(() => list.writer.done().catch(() => undefined));
}

/** Saves a page. Returns before it is in the log, except for the last page. */
async function savePage(
  list: OpenList,
  page: ListedPage,
  position: AnswerPosition,
  { tools, signal }: { tools: ListerTools; signal: AbortSignal },
): Promise<void> {
  const { zone, belongs } = list;
  const { isAtEnd, rank, skippedRanks, unreadRanks, passToken, isSteady } = position;
  const { assetCount } = page;
  const found = await joinRecords({ ...page, assets: page.assets.filter(belongs) }, zone, tools, signal);
  const isFirst = rank === assetCount;
  const isUnreadable = found.items.length === 0 && found.unusable.length >= MIN_RECORDS_TO_JUDGE;
  if (isFirst && isUnreadable && !isSharedAlbum(zone.zoneName))
    throw icloudChanged(`not one of ${found.unusable.length} records can be read`);
  // A list that shows as many photos as Apple counted, in one state of the library, need not be counted again.
  if (isAtEnd && !(isSteady && (await isAsCounted(list, found.items.length, tools))))
    await updateCount(list, tools, signal);
  await list.writer.add({
    ...found,
    progress: {
      fromRank: rank - assetCount - skippedRanks,
      assetCount,
      skippedRanks,
      unreadRanks,
      isLast: isAtEnd,
      isSteady,
      passToken,
    },
  });
  if (isAtEnd) await list.writer.done();
  await tools.onPage();
}

const readProgress = async (
  { store }: Pick<ListerTools, 'store'>,
  { key, name }: Pick<OpenList, 'key' | 'name'>,
): Promise<ListProgress | undefined> =>
  (await store.libraries()).find((library) => library.key === key)?.lists[name];

/** Whether a list shows as many photos as Apple has counted, with those of its last page. */
async function isAsCounted(list: OpenList, lastItems: number, tools: ListerTools): Promise<boolean> {
  await list.writer.done();
  const progress = await readProgress(tools, list);
  return progress !== undefined && progress.seenItems + lastItems === list.appleCount;
}

/** Asks for Apple's present count of the list. */
async function updateCount(list: OpenList, tools: ListerTools, signal: AbortSignal): Promise<void> {
  const { key, zone, name } = list;
  const read = () => tools.icloud.countItems(zone, [name], signal);
  const counts = orNull(await attemptOptional(tools, signal, read, PER_CALL_ERRORS));
  list.appleCount = counts?.[0] ?? list.appleCount;
  await tools.store.saveCount(key, name, list.appleCount);
}

type ReadPage = (rank: number, limit: number | undefined, fields?: 'known' | 'all') => Promise<RecordPage>;

/**
 * Creates the reader of the main list. The first page of a reading shows all fields, once. Pages that are requested
 * beside it are discarded and requested again if it names unknown files, so that each page has their fields. If the first
 * page fails, it is requested again like any other page.
 */
function createMainReader({
  read,
  keep,
}: {
  read: ReadPage;
  /** @returns whether one of the names is new */
  keep(names: readonly string[]): Promise<boolean>;
}): (rank: number, limit: number | undefined) => Promise<RecordPage> {
  let isFirstRead = false;
  /** Resolves with whether the first page names new files, while it is on its way; null before and after. */
  let naming: Promise<boolean> | null = null;
  const readFirst = async (): Promise<RecordPage> => {
    isFirstRead = true;
    const named = Promise.withResolvers<boolean>();
    naming = named.promise;
    try {
      const page = await read(0, undefined, 'all');
      named.resolve(await keep(page.unknownFiles));
      return page;
    } finally {
      named.resolve(false);
      naming = null;
    }
  };
  return async (rank, limit) => {
    if (rank === 0 && limit === undefined && !isFirstRead) return readFirst();
    const page = read(rank, limit);
    if (naming === null) return page;
    page.catch(() => undefined);
    return (await naming) ? read(rank, limit) : page;
  };
}

/**
 * Whether to read a list once more. Photos that are added or deleted meanwhile shift the others, so some may be skipped
 * even if the count agrees. A list that did not change is read once more if Apple counts more than it shows. The main
 * list is searched in other ways instead.
 */
function needsAnotherPass(list: ListProgress, name: ListName, pass: number): boolean {
  if (list.isSteady !== true) return true;
  const difference = differenceOf(list) ?? 0;
  return name !== 'main' && pass === 1 && difference > 0 && difference !== list.settled?.difference;
}
