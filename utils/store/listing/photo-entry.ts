import { InvariantError, assertFound } from '../../errors.ts';
import { noCompatible, withCompatibleOf } from '../../domain/plan/compatible-plan.ts';
import { amountOf } from '../../domain/plan/tally.ts';
import type { ListedLibrary, ListProgress, PhotoPage } from '../../ports/listed.ts';
import { itemDay, type ListName } from '../../domain/layout/destination-path.ts';
import { baseOf, type PhotoItem, withExtras } from '../../domain/photo/item.ts';
import { itemKind } from '../../domain/photo/kind.ts';
import { readLogRecord } from '../database.ts';
import { withSeen } from '../records.ts';
import { collectMonths } from '../years/month-changes.ts';
import { addNew, bulkPut } from '../bulk-put.ts';
import { isUntyped, withKnownTypes } from '../placing/untyped-files.ts';
import type { ItemRecord, LogDatabase, LogRecord, PhotoRecord, WriteTransaction } from '../schema.ts';

/** Unreadable records that the log keeps by name. */
const MAX_UNUSABLE = 1_000;

/**
 * Saves one page of a library's list and advances its rank in the same transaction, so that no page is lost or counted
 * twice.
 *
 * @param page without `progress` for photos found by other means: the rank stays
 */
export async function savePhotos(
  database: LogDatabase,
  libraryKey: string,
  listName: ListName,
  page: PhotoPage,
): Promise<void> {
  const transaction = database.transaction(['libraries', 'photos', 'items', 'months', 'log'], 'readwrite');
  const [library, log] = await Promise.all([
    transaction.objectStore('libraries').get(libraryKey),
    transaction.objectStore('log').get('log'),
  ]);
  assertFound(library, 'the library');
  assertFound(log, 'the listing');
  const { rank } = library.lists[listName];
  if (page.progress && page.progress.fromRank !== rank)
    throw new InvariantError(
      `a page from rank ${page.progress.fromRank} does not follow, expected rank ${rank}`,
    );
  const entry = { library, log, listName, page };
  const { lists, countedChanges } = await putPhotos(transaction, entry);
  const unnamedUnusable = await putLog(transaction, entry, { lists, countedChanges });
  const list = { ...lists[listName], unnamedUnusable, ...progressOf(library.lists[listName], page) };
  // Unreadable assets were seen too.
  const unread = page.progress ? Math.max(0, page.progress.assetCount - page.items.length) : 0;
  bulkPut(transaction.objectStore('libraries'), [
    {
      ...withFurtherFiles(library, page.items),
      lists: { ...lists, [listName]: { ...list, seenItems: list.seenItems + unread } },
    },
  ]);
  await transaction.done;
}

/** A page on its way into the log. */
interface PageEntry {
  library: ListedLibrary;
  log: LogRecord;
  listName: ListName;
  page: PhotoPage;
}

/** The lists after a page, and how often counted photos have changed. */
interface AfterPage {
  lists: ListedLibrary['lists'];
  countedChanges: number;
}

/** Saves the photos of a page. */
async function putPhotos(
  transaction: WriteTransaction,
  { library, log, listName, page }: PageEntry,
): Promise<AfterPage> {
  const photos = transaction.objectStore('photos');
  const { pass } = library.lists[listName];
  const listed = new Map<string, PhotoItem>(
    page.items.map((item) => [`${library.key}/${item.asset.recordName}`, item]),
  );
  const build = (key: string, item: PhotoItem, old?: PhotoRecord): PhotoRecord => {
    const known = withKnownTypes(item, old?.photo);
    const isFrame = page.progress === null && isUnlistedFrame(known, old, library.lists);
    const photo = entered({ key, libraryKey: library.key, list: listName, pass, isFrame }, known, old);
    return log.placedFor === null && log.placedUpTo === null ? withoutMark(photo) : photo;
  };
  // In a first reading, only a photo that moved within the list is already known.
  const isNew = library.syncToken === null && pass === 1;
  const fresh = new Map(isNew ? [...listed].map(([key, item]) => [key, build(key, item)]) : []);
  const met = isNew ? await addNew(photos, fresh) : [...listed.keys()];
  const known = await Promise.all(met.map((key) => photos.get(key)));
  const items = await itemsOf(transaction, log, met);
  const months = collectMonths(log);
  const records: PhotoRecord[] = [];
  const lists = { ...library.lists };
  for (const key of met) fresh.delete(key);
  for (const photo of fresh.values()) {
    lists[listName] = withSeen(lists[listName], photo, 1);
    months.add(null, { photo, pass, item: undefined });
  }
  let countedChanges = log.countedChanges ?? 0;
  for (const [index, key] of met.entries()) {
    const item = listed.get(key);
    if (!item) continue;
    const old = known[index];
    // If it was in another list, its pass number belongs to that list.
    if (old?.seenInPass === lists[old?.list ?? listName].pass)
      lists[old.list] = withSeen(lists[old.list], old, -1);
    const photo = build(key, item, old);
    lists[listName] = withSeen(lists[listName], photo, 1);
    if (old && !isCountedAlike(old, photo)) countedChanges += 1;
    const counted = { photo, pass, item: items[index] };
    months.add(old ? { ...counted, photo: old, pass: lists[old.list].pass } : null, counted);
    records.push(photo);
  }
  bulkPut(photos, records);
  await months.write(transaction);
  return { lists, countedChanges };
}

/** Reads which photos are copied. Reads nothing before any photo has its place. */
const itemsOf = (
  transaction: WriteTransaction,
  { totals }: LogRecord,
  keys: readonly string[],
): Promise<(ItemRecord | undefined)[]> =>
  Promise.all(totals.itemsFound === 0 ? [] : keys.map((key) => transaction.objectStore('items').get(key)));

/** Saves changed facts of the log as a whole. @returns unreadable records of the list that are not kept by name */
async function putLog(
  transaction: WriteTransaction,
  { library, log, listName, page }: PageEntry,
  { lists, countedChanges }: AfterPage,
): Promise<number> {
  const unnamedUnusable = library.lists[listName].unnamedUnusable ?? 0;
  const hasUnusable = page.unusable.length > 0 || log.unusable.length > 0;
  const hasUntyped = log.hasUntyped ?? page.items.some(isUntyped);
  const isLogChanged =
    countedChanges !== (log.countedChanges ?? 0) || hasUntyped !== (log.hasUntyped ?? false);
  if (!hasUnusable && !isLogChanged) return unnamedUnusable;
  const photos = transaction.objectStore('photos');
  const seen = await Promise.all(
    page.unusable.map((record) => photos.get(`${library.key}/${record.recordName}`)),
  );
  const unknown = page.unusable.filter(
    (_, index) => seen[index]?.seenInPass !== lists[seen[index]?.list ?? listName].pass,
  );
  const unusable = unusableWith(log, { ...page, unusable: unknown });
  bulkPut(transaction.objectStore('log'), [
    { ...log, countedChanges, unusable: unusable.named, ...(hasUntyped && { hasUntyped }) },
  ]);
  return unnamedUnusable + unusable.unnamed;
}

/** Returns how far a list is read after a page. */
const progressOf = (list: ListProgress, { progress }: PhotoPage): Partial<ListProgress> =>
  progress
    ? {
        rank: list.rank + progress.skippedRanks + progress.assetCount,
        isListed: progress.isLast,
        isSteady: progress.isSteady ?? false,
        passToken: progress.passToken,
        unreadRanks: [...(list.unreadRanks ?? []), ...(progress.unreadRanks ?? [])],
      }
    : {};

/** Adds the names of further files that photos have. */
function withFurtherFiles(library: ListedLibrary, items: readonly PhotoItem[]): ListedLibrary {
  const names = new Set(library.furtherFiles);
  const known = names.size;
  for (const { further = [] } of items) for (const { field } of further) names.add(baseOf(field));
  return names.size === known ? library : { ...library, furtherFiles: [...names].toSorted() };
}

/** Where and when a list showed a photo. */
type ListPosition = Pick<PhotoRecord, 'key' | 'libraryKey' | 'list'> & { pass: number; isFrame: boolean };

/** Whether a photo is a burst frame that its list does not show. A listed frame that nobody picked stays listed. */
function isUnlistedFrame(
  { asset }: PhotoItem,
  old: PhotoRecord | undefined,
  lists: Record<ListName, ListProgress>,
): boolean {
  if (asset.isOtherFrame !== true) return false;
  const isListed = old !== undefined && !old.isFrame && old.seenInPass === lists[old.list].pass;
  return !(isListed && old.photo.asset.isOtherFrame);
}

/** Builds the record of a photo. It is placed again if it changed at Apple, or was gone. */
function entered(
  { key, libraryKey, list, pass, isFrame }: ListPosition,
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

/** Removes the mark for placing: a walk over all photos is still to begin, and looks at each. */
function withoutMark(photo: PhotoRecord): PhotoRecord {
  const copy = { ...photo };
  delete copy.toPlace;
  return copy;
}

/** Whether a plan that counted the old record is right about the new one. */
const isCountedAlike = (old: PhotoRecord, now: PhotoRecord): boolean =>
  old.seenInPass > 0 && countedOf(old) === countedOf(now);

const countedOf = (photo: PhotoRecord): string =>
  JSON.stringify([
    photo.list,
    photo.isFrame,
    photo.kind,
    photo.day,
    amountOf({ photo: withExtras(photo.photo, { editData: true, compatible: true }) }),
    withCompatibleOf(noCompatible, photo.photo),
  ]);

/** Counts records that could not be read as photos, over the latest pass of all lists. */
export async function countUnusable(database: LogDatabase): Promise<number> {
  return unusableOf(...(await Promise.all([readLogRecord(database), database.getAll('libraries')])));
}

/** Counts unreadable records of the libraries that are still there. */
export function unusableOf(
  { unusable }: Pick<LogRecord, 'unusable'>,
  libraries: readonly ListedLibrary[],
): number {
  const lists = libraries.filter(({ isGone }) => !isGone).flatMap((library) => Object.values(library.lists));
  return lists.reduce((sum, { unnamedUnusable = 0 }) => sum + unnamedUnusable, unusable.length);
}

/**
 * Adds unreadable records of a page, and removes those that turned out to be photos.
 *
 * @returns the records kept by name, and how many more the page has
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
