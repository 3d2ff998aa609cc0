import { isListWanted, isWanted, selectionOf } from '../../domain/plan/selection.ts';
import { furtherOf, noFurther, plus } from '../../domain/plan/further-places.ts';
import { createTally } from '../../domain/plan/tally.ts';
import { placementOf } from '../../domain/layout/placement.ts';
import { isItemDone } from '../../domain/file/totals.ts';
import { isMissing, withFurther } from '../../domain/photo/item.ts';
import { hasAlbumFolders } from '../../domain/layout/layouts.ts';
import type { Amount, Plan } from '../../domain/run/plan.ts';
import type { Run } from '../../domain/run/run.ts';
import type { EpochMs } from '../../units.ts';
import { readLogRecord } from '../database.ts';
import { keysAfter, readRange } from '../ranges.ts';
import { isListedNow, type ItemRecord, type LogRecord, type PhotoRecord } from '../records.ts';
import { countUnusable } from '../listing/photo-entry.ts';
import type { LogDatabase } from '../schema.ts';

/** Photos that are counted in one go. */
const BATCH = 500;

/**
 * Counts what a run is going to do, from what was listed. After a whole reading that is one walk over all photos, a
 * part at a time; where only changes were read, and no photo that it counts has changed or is gone, the last plan grows
 * by what is new.
 *
 * Bytes are those of each file's first place; content that several photos share is counted for each of them.
 */
export async function countPlan(database: LogDatabase, run: Run, countedAt: EpochMs): Promise<Plan> {
  const log = await readLogRecord(database);
  const libraries = (await database.getAll('libraries')).filter(({ isGone }) => !isGone);
  const albums = (await database.getAll('albums')).filter(({ isThere }) => isThere);
  const albumOf = new Map(albums.map((album) => [album.key, album]));
  const libraryOf = new Map(libraries.map((library) => [library.key, library]));
  const isAll = run.listing === 'all' || log.placedFor !== selectionOf(run);
  const countedChanges = log.countedChanges ?? 0;
  const last = isAll ? null : await lastPlan(database, run);
  const before = last?.absent !== undefined && last.countedChanges === countedChanges ? last : null;
  const tally = createTally(libraries, before);
  let absent = before?.absent ?? 0;
  let further = noFurther;
  let moved = { items: 0, bytes: 0 };
  let notChosen = before?.notChosen ?? 0;
  let notChosenInPlace = before?.notChosenInPlace ?? 0;

  const look: Look = {
    withMoved: (await database.getAllKeys('contents', null, 1)).length > 0,
    withItems: before !== null || log.totals.itemsDone > 0,
    withAlbums: run.choice.albums !== null || hasAlbumFolders(run.arrangement),
    withFurther: run.arrangement.editData,
  };
  for await (const photos of batches(before ? newPhotos(database) : allPhotos(database)))
    for (const { photo, item, movedBytes, isKnown, albums: own } of await lookAt(database, photos, look)) {
      if (!isListedNow(photo, libraryOf)) continue;
      const isChosen = isWanted(
        photo,
        own.filter((key) => albumOf.has(key)),
        run,
      );
      if (isChosen) {
        moved = { items: moved.items + Number(isDone(item)), bytes: moved.bytes + movedBytes };
        // One that is done may have come into one more album.
        if (photo.toPlace || !isDone(item)) further = plus(further, furtherOf(photo, own, albumOf, run));
      }
      if (before && (item ?? photo.isCounted)) continue;
      if (isChosen) {
        tally.add(photo, isKnown);
        absent += Number(photo.photo.originals.some(isMissing));
      } else if (isListWanted(photo, run.arrangement)) {
        notChosen += 1;
        notChosenInPlace += Number(isDone(item));
      }
    }

  const counts = (list: 'hidden' | 'deleted'): number | null =>
    libraries.every(({ lists }) => lists[list].appleCount === null)
      ? null
      : libraries.reduce((total, { lists }) => total + (lists[list].appleCount ?? 0), 0);
  const amounts = tally.read();
  const already = before ? doneBeside(log, before.others) : amounts.already;
  const others = othersOf(log, run, before, moved);
  const placed = inPlaceOf(log, run);
  const smart = albums.filter(({ kind }) => kind === 'smart').length;
  const named = ({ key, kind }: { key: string; kind: string }): boolean =>
    kind === 'album' && (run.choice.albums === null || run.choice.albums.includes(key));
  return {
    ...amounts,
    countedAt,
    countedChanges,
    ...{ absent, already, others, further },
    ...(isWholeFor(log, run) && {
      inPlace: {
        items: Math.max(0, placed.items - others.items),
        bytes: Math.max(0, placed.bytes - others.bytes),
      },
    }),
    albums: albums.filter(named).length,
    notChosen,
    notChosenInPlace: placed.items > 0 ? notChosenInPlace : 0,
    hidden: run.arrangement.hidden ? 0 : counts('hidden'),
    recentlyDeleted: run.arrangement.recentlyDeleted ? 0 : counts('deleted'),
    cannot: [
      { reason: 'still-uploading' as const, count: absent },
      { reason: 'unusable' as const, count: await countUnusable(database) },
      { reason: 'shared-album' as const, count: log.skippedZones.length },
      { reason: 'smart-album' as const, count: smart },
    ].filter(({ count }) => count > 0),
    bytesPerSecond: log.bytesPerSecond,
  };
}

/** All that was moved but what is no part of the choice. */
const doneBeside = ({ totals }: LogRecord, { items, bytes }: Plan['others']): Amount => ({
  items: Math.max(0, totals.itemsDone - items),
  files: totals.filesDone,
  bytes: Math.max(0, totals.bytesDone - bytes),
});

/** Earlier runs have copied all that this choice had then: what is missing now is new. */
const isWholeFor = ({ placedFor, totals }: LogRecord, run: Run): boolean =>
  placedFor === selectionOf(run) && totals.itemsDone === totals.itemsFound;

/** All that has its place. Where destination or layout are new, all places are forgotten before the first file. */
const inPlaceOf = ({ placedUnder, totals }: LogRecord, run: Run): Plan['others'] =>
  placedUnder === placementOf(run)
    ? { items: totals.itemsDone, bytes: totals.bytesDone }
    : { items: 0, bytes: 0 };

function othersOf(log: LogRecord, run: Run, before: Plan | null, moved: Plan['others']): Plan['others'] {
  if (log.placedUnder !== placementOf(run)) return { items: 0, bytes: 0 };
  if (before) return before.others;
  const { items, bytes } = doneBeside(log, moved);
  return { items, bytes };
}

/** What the run before this one has counted. */
async function lastPlan(database: LogDatabase, { id }: Run): Promise<Plan | null> {
  const last = await database.get('runs', id - 1);
  // One that was stopped has counted what it did not place: that would be counted twice.
  return last?.isStopped ? null : (last?.plan ?? null);
}

/** What is asked of each photo beside its own record; what nobody needs is not read. */
interface Look {
  withItems: boolean;
  withMoved: boolean;
  /** Further files are copied too. */
  withFurther: boolean;
  withAlbums: boolean;
}

/** A photo with what the log knows of it beside. */
interface Counted {
  photo: PhotoRecord;
  /** Its places and how they stand; absent where it has none, or that is not asked for. */
  item: ItemRecord | undefined;
  /** Of its bytes, those that are in Jottacloud. */
  movedBytes: number;
  /** All its bytes are in Jottacloud, whatever run has moved them. */
  isKnown: boolean;
  /** Empty where they are not asked for. */
  albums: string[];
}

/** Reads photos from behind the last one of the batch before, null at first. */
type ReadBatch = (last: PhotoRecord | null) => Promise<PhotoRecord[]>;

const allPhotos =
  (database: LogDatabase): ReadBatch =>
  (last) =>
    database.getAll('photos', keysAfter(last?.key), BATCH);

const newPhotos =
  (database: LogDatabase): ReadBatch =>
  (last) => {
    const range = keysAfter(last && [1, last.addedOrder, last.key]);
    return database.getAllFromIndex('photos', 'toPlace', range, BATCH);
  };

/** One batch ahead: it is read while the one before is counted. */
async function* batches(read: ReadBatch): AsyncGenerator<PhotoRecord[]> {
  const ahead = (last: PhotoRecord | null): Promise<PhotoRecord[]> => {
    const batch = read(last);
    // Where counting ends early nobody waits for it.
    batch.catch(() => undefined);
    return batch;
  };
  for (let next = ahead(null); ;) {
    const photos = await next;
    const last = photos.at(-1);
    if (!last) return;
    next = ahead(last);
    yield photos;
  }
}

/** What the log knows of some photos. */
async function lookAt(
  database: LogDatabase,
  listed: readonly PhotoRecord[],
  { withFurther: hasFurther, withItems, withAlbums, withMoved }: Look,
): Promise<Counted[]> {
  const photos = listed.map((record) => ({ ...record, photo: withFurther(record.photo, hasFurther) }));
  const transaction = database.transaction(['items', 'members', 'contents']);
  const [items, members, contents] = [
    transaction.objectStore('items'),
    transaction.objectStore('members').index('byAsset'),
    transaction.objectStore('contents'),
  ];
  const movedOf = async ({
    photo: { originals },
  }: PhotoRecord): Promise<Pick<Counted, 'movedBytes' | 'isKnown'>> => {
    if (!withMoved) return { movedBytes: 0, isKnown: false };
    const keys = await Promise.all(originals.map(({ checksum }) => contents.getKey(checksum)));
    const moved = originals.filter((_, index) => keys[index] !== undefined);
    return {
      movedBytes: moved.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      isKnown: moved.length === originals.length,
    };
  };
  const names = withAlbums ? [...new Set(photos.map(({ assetName }) => assetName))].toSorted() : [];
  const memberships = Map.groupBy(await readRange(members, names, 8 * BATCH), ({ assetName }) => assetName);
  return Promise.all(
    photos.map(async (photo) => ({
      photo,
      item: withItems ? await items.get(photo.key) : undefined,
      ...(await movedOf(photo)),
      albums: (memberships.get(photo.assetName) ?? []).map(({ albumKey }) => albumKey),
    })),
  );
}

const isDone = (item: ItemRecord | undefined): boolean => item !== undefined && isItemDone(item);
