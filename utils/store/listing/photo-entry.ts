import { InvariantError, assertFound } from '../../errors.ts';
import { amountOf } from '../../domain/plan/tally.ts';
import type { ListedLibrary, ListProgress, PhotoPage } from '../../ports/listed.ts';
import { itemDay, type ListName } from '../../domain/layout/destination-path.ts';
import { baseOf, type PhotoItem, withFurther } from '../../domain/photo/item.ts';
import { itemKind } from '../../domain/photo/kind.ts';
import { readLogRecord } from '../database.ts';
import { type LogRecord, type PhotoRecord, withSeen } from '../records.ts';
import { addNew, bulkPut } from '../bulk-put.ts';
import { isUntyped, withKnownTypes } from '../placing/untyped-files.ts';
import type { LogDatabase } from '../schema.ts';

/** Records that cannot be read, kept by name in the log. */
const MAX_UNUSABLE = 1_000;

/**
 * Enters one page of a library's list and moves its rank in the same transaction, so that no page is lost or counted
 * twice.
 *
 * @param page without `progress` where photos were found another way: the rank stays
 */
export async function enterPhotos(
  database: LogDatabase,
  libraryKey: string,
  listName: ListName,
  page: PhotoPage,
): Promise<void> {
  const transaction = database.transaction(['libraries', 'photos', 'log'], 'readwrite');
  const photos = transaction.objectStore('photos');
  const listed = new Map<string, PhotoItem>(
    page.items.map((item) => [`${libraryKey}/${item.asset.recordName}`, item]),
  );
  const [library, log] = await Promise.all([
    transaction.objectStore('libraries').get(libraryKey),
    transaction.objectStore('log').get('log'),
  ]);
  assertFound(library, 'the library');
  assertFound(log, 'the listing');
  const list = library.lists[listName];
  if (page.progress && page.progress.fromRank !== list.rank)
    throw new InvariantError(`a page from ${page.progress.fromRank} does not follow ${list.rank}`);
  const enter = (key: string, item: PhotoItem, old?: PhotoRecord): PhotoRecord => {
    const known = withKnownTypes(item, old?.photo);
    const isFrame = page.progress === null && isUnlistedFrame(known, old, library.lists);
    const photo = entered({ key, libraryKey, list: listName, pass: list.pass, isFrame }, known, old);
    return log.placedFor === null && log.placedUpTo === null ? withoutMark(photo) : photo;
  };
  // Where it is read for the first time only a photo that moved within the list was met before.
  const isNew = library.syncToken === null && list.pass === 1;
  const fresh = new Map(isNew ? [...listed].map(([key, item]) => [key, enter(key, item)]) : []);
  const met = isNew ? await addNew(photos, fresh) : [...listed.keys()];
  const known = await Promise.all(met.map((key) => photos.get(key)));
  const records: PhotoRecord[] = [];
  const lists = { ...library.lists };
  for (const key of met) fresh.delete(key);
  for (const photo of fresh.values()) lists[listName] = withSeen(lists[listName], photo, 1);
  let countedChanges = log.countedChanges ?? 0;
  for (const [index, key] of met.entries()) {
    const item = listed.get(key);
    if (!item) continue;
    const old = known[index];
    // In another list it was seen in a pass of that one.
    if (old?.seenInPass === lists[old?.list ?? listName].pass)
      lists[old.list] = withSeen(lists[old.list], old, -1);
    const photo = enter(key, item, old);
    lists[listName] = withSeen(lists[listName], photo, 1);
    if (old && !isCountedAlike(old, photo)) countedChanges += 1;
    records.push(photo);
  }
  bulkPut(photos, records);
  const { progress } = page;
  // Assets that cannot be read were seen all the same.
  const seenItems =
    lists[listName].seenItems + (progress ? Math.max(0, progress.assetCount - page.items.length) : 0);
  const moved = progress
    ? {
        rank: list.rank + progress.skippedRanks + progress.assetCount,
        isListed: progress.isLast,
        isSteady: progress.isSteady ?? false,
        passToken: progress.passToken,
        unreadRanks: [...(list.unreadRanks ?? []), ...(progress.unreadRanks ?? [])],
      }
    : {};
  let unnamedUnusable = list.unnamedUnusable ?? 0;
  const hasUnusable = page.unusable.length > 0 || log.unusable.length > 0;
  const hasUntyped = log.hasUntyped ?? page.items.some(isUntyped);
  const isLogChanged =
    countedChanges !== (log.countedChanges ?? 0) || hasUntyped !== (log.hasUntyped ?? false);
  if (hasUnusable || isLogChanged) {
    const seen = await Promise.all(
      page.unusable.map((record) => photos.get(`${libraryKey}/${record.recordName}`)),
    );
    const unknown = page.unusable.filter(
      (_, index) => seen[index]?.seenInPass !== lists[seen[index]?.list ?? listName].pass,
    );
    const unusable = unusableWith(log, { ...page, unusable: unknown });
    unnamedUnusable += unusable.unnamed;
    bulkPut(transaction.objectStore('log'), [
      { ...log, countedChanges, unusable: unusable.named, ...(hasUntyped && { hasUntyped }) },
    ]);
  }
  bulkPut(transaction.objectStore('libraries'), [
    {
      ...withFurtherFiles(library, page.items),
      lists: { ...lists, [listName]: { ...lists[listName], seenItems, unnamedUnusable, ...moved } },
    },
  ]);
  await transaction.done;
}

/** Keeps the names of further files that photos have. */
function withFurtherFiles(library: ListedLibrary, items: readonly PhotoItem[]): ListedLibrary {
  const names = new Set(library.furtherFiles);
  const known = names.size;
  for (const { further = [] } of items) for (const { field } of further) names.add(baseOf(field));
  return names.size === known ? library : { ...library, furtherFiles: [...names].toSorted() };
}

/** Where a photo is seen. */
type Seat = Pick<PhotoRecord, 'key' | 'libraryKey' | 'list'> & { pass: number; isFrame: boolean };

/** Tells a frame that its list does not show. One that was listed although nobody picked it stays listed. */
function isUnlistedFrame(
  { asset }: PhotoItem,
  old: PhotoRecord | undefined,
  lists: Record<ListName, ListProgress>,
): boolean {
  if (asset.isOtherFrame !== true) return false;
  const isListed = old !== undefined && !old.isFrame && old.seenInPass === lists[old.list].pass;
  return !(isListed && old.photo.asset.isOtherFrame);
}

/** A photo as it is kept; one that has changed at Apple, or was gone, gets its places again. */
function entered(
  { key, libraryKey, list, pass, isFrame }: Seat,
  photo: PhotoItem,
  old: PhotoRecord | undefined,
): PhotoRecord {
  const isSame =
    old !== undefined &&
    old.list === list &&
    (old.isFrame === 1) === isFrame &&
    JSON.stringify(old.photo) === JSON.stringify(photo);
  if (isSame) return { ...old, seenInPass: pass, ...(old.seenInPass === 0 && { toPlace: 1 as const }) };
  return {
    key,
    libraryKey,
    assetName: photo.asset.recordName,
    list,
    seenInPass: pass,
    photo,
    kind: itemKind(photo),
    day: itemDay(photo.asset),
    addedOrder: old?.addedOrder ?? photo.asset.addedAt ?? Number.MAX_SAFE_INTEGER,
    thumbs: photo.thumbs,
    ...(isFrame && { isFrame: 1 as const }),
    toPlace: 1,
    ...(old?.isCounted && { isCounted: 1 as const }),
  };
}

/** Where a walk over all photos is still to begin, it looks at each: a mark would only be written and taken away again. */
function withoutMark(photo: PhotoRecord): PhotoRecord {
  const copy = { ...photo };
  delete copy.toPlace;
  return copy;
}

/** Whether a plan that counts the one is right about the other. */
const isCountedAlike = (old: PhotoRecord, now: PhotoRecord): boolean =>
  old.seenInPass > 0 && countedOf(old) === countedOf(now);

const countedOf = (photo: PhotoRecord): string =>
  JSON.stringify([
    photo.list,
    photo.isFrame,
    photo.kind,
    photo.day,
    amountOf({ photo: withFurther(photo.photo, true) }),
  ]);

/** How many records could not be read as photos, over all lists as they were read last. */
export async function countUnusable(database: LogDatabase): Promise<number> {
  const [{ unusable }, libraries] = await Promise.all([
    readLogRecord(database),
    database.getAll('libraries'),
  ]);
  const lists = libraries.filter(({ isGone }) => !isGone).flatMap((library) => Object.values(library.lists));
  return lists.reduce((sum, { unnamedUnusable = 0 }) => sum + unnamedUnusable, unusable.length);
}

/**
 * Records that are photos after all, found another way or at another try, are taken back.
 *
 * @returns those that are kept by name, and how many more there are on the page
 */
function unusableWith(log: LogRecord, page: PhotoPage): { named: LogRecord['unusable']; unnamed: number } {
  const found = new Set<string>(page.items.flatMap(({ asset }) => [asset.recordName, asset.masterName]));
  const old = log.unusable.filter(({ name }) => !found.has(name));
  const known = new Set([...old.map(({ name }) => name), ...found]);
  const news = page.unusable.filter(({ recordName: name }) => !known.has(name));
  const fresh = news
    .filter(({ recordName: name }) => name !== '')
    .map(({ recordName: name, reason }) => ({
      name,
      error: { code: 'record-unusable' as const, detail: reason, service: 'icloud' as const },
    }));
  const named = [...old, ...fresh].slice(0, MAX_UNUSABLE);
  return { named, unnamed: old.length + news.length - named.length };
}
