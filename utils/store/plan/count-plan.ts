import { isAlbumChosen } from '../../domain/album/choice.ts';
import type { ListedAlbum, ListedLibrary } from '../../ports/listed.ts';
import { isListWanted, isWanted, selectionOf } from '../../domain/plan/selection.ts';
import { furtherOf, noFurther, plus } from '../../domain/plan/further-places.ts';
import { noCompatible, withCompatibleOf } from '../../domain/plan/compatible-plan.ts';
import { createTally, type Tally } from '../../domain/plan/tally.ts';
import { placementOf } from '../../domain/layout/placement.ts';
import { isItemDone } from '../../domain/file/totals.ts';
import { isMissing, withExtras, type WantedExtras } from '../../domain/photo/item.ts';
import { hasAlbumFolders } from '../../domain/layout/layouts.ts';
import type { Amount, Plan } from '../../domain/plan/plan.ts';
import { isStoppedRun, type Run } from '../../domain/run/run.ts';
import type { EpochMs } from '../../units.ts';
import { readLogRecord, readRun } from '../database.ts';
import { readRange } from '../ranges.ts';
import { isListedNow } from '../records.ts';
import { countUnusable } from '../listing/photo-entry.ts';
import { batches, halves, newPhotos, type ReadBatch } from './photo-batches.ts';
import type { ItemRecord, LogDatabase, LogRecord, PhotoRecord } from '../schema.ts';

/**
 * Counts what a run will do, from the lists in the log. After a full reading it walks over all photos in batches. If only
 * changes were read, and no counted photo has changed or gone, it adds the new photos to the last plan.
 *
 * Bytes are those of each file's first place. Content that several photos share counts for each of them.
 */
export async function countPlan(database: LogDatabase, run: Run, countedAt: EpochMs): Promise<Plan> {
  const log = await readLogRecord(database);
  const libraries = (await database.getAll('libraries')).filter(({ isGone }) => !isGone);
  const albums = (await database.getAll('albums')).filter(({ isThere }) => isThere);
  const countedChanges = log.countedChanges ?? 0;
  const before = await planToExtend(database, run, log);
  const { amounts, moved, compatible, ...counts } = await countPhotos(database, {
    run,
    log,
    libraries,
    albumByKey: new Map(albums.map((album) => [album.key, album])),
    before,
  });

  const appleCountOf = (list: 'hidden' | 'deleted'): number | null =>
    libraries.every(({ lists }) => lists[list].appleCount === null)
      ? null
      : libraries.reduce((total, { lists }) => total + (lists[list].appleCount ?? 0), 0);
  const already = before ? doneOutsideChoice(log, before.others) : amounts.already;
  const others = othersOf(log, run, before, moved);
  const placed = inPlaceOf(log, run);
  return {
    ...amounts,
    countedAt,
    countedChanges,
    absent: counts.absent,
    already,
    others,
    further: counts.further,
    ...(run.arrangement.compatible && { compatible }),
    ...(isWholeFor(log, run) && {
      inPlace: {
        items: Math.max(0, placed.items - others.items),
        bytes: Math.max(0, placed.bytes - others.bytes),
      },
    }),
    albums: albums.filter(({ key, kind }) => kind === 'album' && isAlbumChosen(run.choice, key)).length,
    notChosen: counts.notChosen,
    notChosenInPlace: placed.items > 0 ? counts.notChosenInPlace : 0,
    hidden: run.arrangement.hidden ? 0 : appleCountOf('hidden'),
    recentlyDeleted: run.arrangement.recentlyDeleted ? 0 : appleCountOf('deleted'),
    cannot: [
      { reason: 'still-uploading' as const, count: counts.absent },
      { reason: 'unusable' as const, count: await countUnusable(database) },
      { reason: 'shared-album' as const, count: log.skippedZones.length },
      { reason: 'smart-album' as const, count: albums.filter(({ kind }) => kind === 'smart').length },
    ].filter(({ count }) => count > 0),
    bytesPerSecond: log.bytesPerSecond,
  };
}

/** Returns the last plan if the new photos can be added to it; null if all photos must be counted. */
async function planToExtend(database: LogDatabase, run: Run, log: LogRecord): Promise<Plan | null> {
  const isAll = run.listing === 'all' || log.placedFor !== selectionOf(run);
  const last = isAll ? null : await lastPlan(database, run);
  return last?.absent !== undefined && last.countedChanges === (log.countedChanges ?? 0) ? last : null;
}

/** Parts of the log that photos are counted from. */
interface CountInput {
  run: Run;
  log: LogRecord;
  libraries: readonly ListedLibrary[];
  /** Albums that Apple lists. */
  albumByKey: ReadonlyMap<string, ListedAlbum>;
  /** Plan to add to; null to count all photos. */
  before: Plan | null;
}

/** Sums over photos. */
interface PhotoCounts extends Pick<
  Required<Plan>,
  'absent' | 'further' | 'compatible' | 'notChosen' | 'notChosenInPlace'
> {
  amounts: ReturnType<Tally['read']>;
  /** Chosen photos that are done, and bytes of chosen photos that are in Jottacloud. */
  moved: Plan['others'];
}

async function countPhotos(
  database: LogDatabase,
  { run, log, libraries, albumByKey, before }: CountInput,
): Promise<PhotoCounts> {
  const libraryByKey = new Map(libraries.map((library) => [library.key, library]));
  const tally = createTally(libraries, before);
  let absent = before?.absent ?? 0;
  let further = noFurther;
  let compatible = before?.compatible ?? noCompatible;
  let moved = { items: 0, bytes: 0 };
  let notChosen = before?.notChosen ?? 0;
  let notChosenInPlace = before?.notChosenInPlace ?? 0;

  const options: ReadOptions = {
    withMoved: (await database.getAllKeys('contents', null, 1)).length > 0,
    withItems: before !== null || log.totals.itemsDone > 0,
    withAlbums: albumByKey.size > 0 && (run.choice.albums !== null || hasAlbumFolders(run.arrangement)),
    extras: run.arrangement,
    withFormerCopies: log.hasCompatible === true,
  };
  const add = (counted: readonly Counted[]): void => {
    for (const { photo, item, movedBytes, known, albums } of counted) {
      if (!isListedNow(photo, libraryByKey)) continue;
      const listedIn = albums.filter((key) => albumByKey.has(key));
      const isChosen = isWanted(photo, listedIn, run);
      if (isChosen) {
        moved = { items: moved.items + Number(isDone(item)), bytes: moved.bytes + movedBytes };
        // A photo that is done may have been added to another album.
        if (photo.toPlace || !isDone(item))
          further = plus(further, furtherOf(photo, albums, albumByKey, run));
      }
      if (before && (item ?? photo.isCounted)) continue;
      if (isChosen) {
        tally.add(photo, known);
        compatible = withCompatibleOf(compatible, photo.photo);
        absent += Number(photo.photo.originals.some(isMissing));
      } else if (isListWanted(photo, run.arrangement)) {
        notChosen += 1;
        // An edit that is not copied yet is not in place.
        notChosenInPlace += Number(isDone(item) && !photo.toPlace);
      }
    }
  };
  const walk = async (read: ReadBatch): Promise<void> => {
    for await (const counted of batches(read, (photos) => readCounted(database, photos, options)))
      add(counted);
  };
  await Promise.all((before ? [newPhotos(database)] : halves(database, libraries)).map(walk));
  return { amounts: tally.read(), absent, further, compatible, moved, notChosen, notChosenInPlace };
}

/** Returns everything that was copied, except what is not part of the choice. */
const doneOutsideChoice = ({ totals }: LogRecord, { items, bytes }: Plan['others']): Amount => ({
  items: Math.max(0, totals.itemsDone - items),
  files: totals.filesDone,
  bytes: Math.max(0, totals.bytesDone - bytes),
});

/** Whether earlier runs copied everything that this choice had then, so that only new photos are left. */
const isWholeFor = ({ placedFor, totals }: LogRecord, run: Run): boolean =>
  placedFor === selectionOf(run) && totals.itemsDone === totals.itemsFound;

/** Returns everything in place. With a new destination or layout that is nothing: all placements will be deleted. */
const inPlaceOf = ({ placedUnder, totals }: LogRecord, run: Run): Plan['others'] =>
  placedUnder === placementOf(run)
    ? { items: totals.itemsDone, bytes: totals.bytesDone }
    : { items: 0, bytes: 0 };

function othersOf(log: LogRecord, run: Run, before: Plan | null, moved: Plan['others']): Plan['others'] {
  if (log.placedUnder !== placementOf(run)) return { items: 0, bytes: 0 };
  if (before) return before.others;
  const { items, bytes } = doneOutsideChoice(log, moved);
  return { items, bytes };
}

/** Returns the plan of the run before this one. */
async function lastPlan(database: LogDatabase, { id }: Run): Promise<Plan | null> {
  const last = await readRun(database, id - 1);
  // A stopped run has counted photos that it did not place: they would be counted twice.
  return last && !isStoppedRun(last) ? last.plan : null;
}

/** What to read for each photo besides its own record. */
interface ReadOptions {
  withItems: boolean;
  withMoved: boolean;
  /** Files to count beside the usual ones. */
  extras: WantedExtras;
  /** Earlier runs copied compatible copies, which the totals count until a run without them begins. */
  withFormerCopies: boolean;
  withAlbums: boolean;
}

/** A photo with what else the log knows about it. */
interface Counted {
  photo: PhotoRecord;
  /** Its counts of files; undefined before it is placed, or if not read. */
  item: ItemRecord | undefined;
  /** Those of its bytes that are in Jottacloud. */
  movedBytes: number;
  /** For each of its files, whether Jottacloud has its bytes, whichever run copied them. */
  known: boolean[];
  /** Keys of its albums; empty if not read. */
  albums: string[];
}

/** Reads what the log knows about photos. */
async function readCounted(
  database: LogDatabase,
  listed: readonly PhotoRecord[],
  { extras, withFormerCopies, withItems, withAlbums, withMoved }: ReadOptions,
): Promise<Counted[]> {
  const photos = listed.map((record) => ({ ...record, photo: withExtras(record.photo, extras) }));
  const transaction = database.transaction(['items', 'members', 'contents']);
  const [items, members, contents] = [
    transaction.objectStore('items'),
    transaction.objectStore('members').index('byAsset'),
    transaction.objectStore('contents'),
  ];
  const movedOf = async ({
    photo: { originals, compatible = [] },
  }: PhotoRecord): Promise<Pick<Counted, 'movedBytes' | 'known'>> => {
    const former = withFormerCopies && !extras.compatible ? compatible : [];
    const files = [...originals, ...former];
    const known = await Promise.all(
      files.map(async ({ checksum }) => (await contents.getKey(checksum)) !== undefined),
    );
    const moved = files.filter((_, index) => known[index]);
    return {
      movedBytes: moved.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      known: known.slice(0, originals.length),
    };
  };
  const names = withAlbums ? [...new Set(photos.map(({ assetName }) => assetName))].toSorted() : [];
  const [memberships, moved, found] = await Promise.all([
    readRange(members, names, 8 * photos.length),
    Promise.all(withMoved ? photos.map(movedOf) : []),
    Promise.all(withItems ? photos.map(({ key }) => items.get(key)) : []),
  ]);
  const membersOf = Map.groupBy(memberships, ({ assetName }) => assetName);
  return photos.map((photo, index) => ({
    photo,
    item: found[index],
    ...(moved[index] ?? { movedBytes: 0, known: [] }),
    albums: (membersOf.get(photo.assetName) ?? []).map(({ albumKey }) => albumKey),
  }));
}

const isDone = (item: ItemRecord | undefined): boolean => item !== undefined && isItemDone(item);
