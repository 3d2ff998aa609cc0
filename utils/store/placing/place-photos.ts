import { InvariantError } from '../../errors.ts';
import { isSharedLibraryKey } from '../../icloud/zone.ts';
import type { IDBPTransaction, StoreNames } from 'idb';
import { type Choice, isChosen } from '../../domain/album/choice.ts';
import { dateFolder, sharedAlbumFolder } from '../../domain/layout/destination-path.ts';
import { noTotals, type Run } from '../../domain/run/run.ts';
import { freePaths } from './free-paths.ts';
import { giveAlbumPaths } from '../listing/album-entry.ts';
import { giveSharedAlbumFolders } from './shared-album-folders.ts';
import { enterPlaces, type Place, type PlacedPhoto } from './place-entry.ts';
import { albumTitles, withDetails } from './own-files.ts';
import { withFurther } from '../../domain/photo/item.ts';
import { bulkPut } from '../bulk-put.ts';
import {
  type AlbumRecord,
  type FileRecord,
  isListedNow,
  type LibraryRecord,
  listPlace,
  type LogRecord,
  type PhotoRecord,
  withOldList,
} from '../records.ts';
import type { LogDatabase, LogSchema } from '../schema.ts';

/** Photos that are placed in one transaction. */
const BATCH = 100;

/** What paths are made from: another destination or layout places everything anew. */
export const placementOf = ({ destinationFolder, arrangement }: Run): string =>
  JSON.stringify([destinationFolder, arrangement.layout, arrangement.sharedLibrary]);
/** What decides which photos are placed, as one text: when it changes, all of them are looked at again. */
export const selectionOf = ({ choice, arrangement }: Run): string =>
  JSON.stringify([
    choice,
    arrangement.hidden,
    arrangement.recentlyDeleted,
    arrangement.details,
    arrangement.places,
    ...(arrangement.editData ? ['edit-data'] : []),
    ...(arrangement.bursts === 'all' ? ['all-frames'] : []),
  ]);

/**
 * Makes the log ready to place photos for a run: where destination or layout differ from the last time, all places are
 * forgotten. The bytes stay known: filing them elsewhere costs no upload.
 */
export async function preparePlaces(database: LogDatabase, run: Run): Promise<void> {
  const log = await database.get('log', 'log');
  if (!log) throw new InvariantError('nothing was ever listed');
  if (log.placedUnder !== placementOf(run)) await forgetPlaces(database, placementOf(run));
  const { layout, folderLanguage } = run.arrangement;
  if (layout === 'albums') await giveAlbumPaths(database, folderLanguage);
  await giveSharedAlbumFolders(database, folderLanguage);
}

/**
 * Gives the next photos their places and queues their files, oldest first, so that names do not hang on the order in
 * which Apple lists them.
 *
 * @returns false when all have theirs
 */
export async function placeNext(database: LogDatabase, run: Run): Promise<boolean> {
  const transaction = database.transaction(
    ['libraries', 'photos', 'members', 'albums', 'items', 'files', 'paths', 'log'],
    'readwrite',
  );
  const [photos, paths] = [transaction.objectStore('photos'), transaction.objectStore('paths')];
  const read = await readBatch(transaction, run);
  const { log, albums, libraryOf, batch, isWalk, memberships } = read;
  const selection = selectionOf(run);
  const last = batch.at(-1);
  if (!last) {
    if (isWalk) await transaction.objectStore('log').put({ ...log, placedFor: selection, placedUpTo: null });
    await transaction.done;
    // What changed behind a walk that was stopped for a while has its mark.
    return isWalk && placeNext(database, run);
  }

  const folders = new Map(albums.map((album) => [album.key, album]));
  const wanted = wantedOf(read, run).map(({ photo, own, files }): PlacedPhoto => {
    const detailed = withDetails(photo.photo, albumTitles(own, folders), run.arrangement);
    const item = withFurther(detailed, run.arrangement.editData);
    return {
      photo: { ...photo, photo: item },
      files,
      places: placesOf(photo, own, { folders, libraryOf }, run),
    };
  });
  const flat = wanted.flatMap(({ photo, places }) =>
    places.map(({ name, folder }) => ({ itemKey: photo.key, item: photo.photo, place: name, folder })),
  );
  const given = await freePaths(flat, (keys) =>
    Promise.all(keys.map(async (key) => (await paths.get(key))?.fileKey)),
  );
  const counted = await enterPlaces(transaction, wanted, given, log);
  bulkPut(
    photos,
    batch.flatMap(({ toPlace, isCounted, ...photo }) => {
      const isGone = !isListedNow(photo, libraryOf);
      return toPlace || isCounted || isGone ? [isGone ? { ...photo, seenInPass: 0 } : photo] : [];
    }),
  );
  const changed = new Set(memberships.flat());
  bulkPut(
    transaction.objectStore('albums'),
    albums.filter(({ key, listMadeFor }) => listMadeFor !== undefined && changed.has(key)).map(withOldList),
  );
  bulkPut(transaction.objectStore('log'), [
    {
      ...log,
      ...counted,
      // What is taken from its list here must be looked at again by a run with another choice, even after a stop.
      ...(isWalk && {
        placedFor: null,
        walkedFor: selection,
        placedUpTo: [last.addedOrder, last.key] as [number, string],
      }),
    },
  ]);
  await transaction.done;
  return true;
}

/** Photos that are placed next, with all that decides where. */
export interface PlacingBatch {
  log: LogRecord;
  albums: AlbumRecord[];
  libraryOf: ReadonlyMap<string, LibraryRecord>;
  batch: PhotoRecord[];
  /** All photos are walked over; else only those that are marked. */
  isWalk: boolean;
  /** Keys of the albums that each is in. */
  memberships: string[][];
  /** Files that each has already. */
  known: FileRecord[][];
}

/**
 * Reads the photos that {@link placeNext} places next.
 *
 * @param which `marked`: those that are marked, also while all photos are walked over
 */
export async function readBatch(
  transaction: IDBPTransaction<LogSchema, StoreNames<LogSchema>[], IDBTransactionMode>,
  run: Run,
  which: 'next' | 'marked' = 'next',
): Promise<PlacingBatch> {
  const photos = transaction.objectStore('photos');
  const [log, albums, libraries] = await Promise.all([
    transaction.objectStore('log').get('log'),
    transaction.objectStore('albums').getAll(),
    transaction.objectStore('libraries').getAll(),
  ]);
  if (!log) throw new InvariantError('nothing was ever listed');
  const selection = selectionOf(run);
  const isWalk = which === 'next' && log.placedFor !== selection;
  const batch = isWalk
    ? await photos.index('byAdded').getAll(after(walkedUpTo(log, selection)), BATCH)
    : await photos.index('toPlace').getAll(undefined, BATCH);
  const [members, files] = [transaction.objectStore('members'), transaction.objectStore('files')];
  const [memberships, known] = await Promise.all([
    Promise.all(
      batch.map(async ({ assetName }) =>
        (await members.index('byAsset').getAll(assetName)).map((m) => m.albumKey),
      ),
    ),
    Promise.all(batch.map(({ key }) => files.index('byItem').getAll(key))),
  ]);
  const libraryOf = new Map(libraries.map((library) => [library.key, library]));
  return { log, albums, libraryOf, batch, isWalk, memberships, known };
}

/** Those of them that are to be copied, with the albums that are there and the files that they have. */
export function wantedOf(
  { albums, libraryOf, batch, memberships, known }: PlacingBatch,
  run: Run,
): { photo: PhotoRecord; own: string[]; files: FileRecord[] }[] {
  const isThere = new Set(albums.filter((album) => album.isThere).map(({ key }) => key));
  return batch.flatMap((photo, index) => {
    const own = (memberships[index] ?? []).filter((key) => isThere.has(key));
    if (!isListedNow(photo, libraryOf) || !isWanted(photo, own, run)) return [];
    return [{ photo, own, files: known[index] ?? [] }];
  });
}

/** How far a walk came; one for another choice, which was stopped, is of no use. */
const walkedUpTo = ({ walkedFor, placedUpTo }: LogRecord, selection: string): LogRecord['placedUpTo'] =>
  walkedFor === undefined || walkedFor === selection ? placedUpTo : null;

const after = (place: [number, string] | null): IDBKeyRange | undefined =>
  place === null ? undefined : IDBKeyRange.lowerBound(place, true);

/** Whether anything like a photo is to be copied: of its list, and of bursts. */
export const isListWanted = (
  { list, isFrame }: Pick<PhotoRecord, 'list' | 'isFrame'>,
  { hidden, recentlyDeleted, bursts }: Run['arrangement'],
): boolean =>
  (list !== 'hidden' || hidden) &&
  (list !== 'deleted' || recentlyDeleted) &&
  (isFrame === undefined || bursts === 'all');

/** Whether a photo is to be copied in this run. */
export const isWanted = (
  photo: Pick<PhotoRecord, 'key' | 'kind' | 'day' | 'list' | 'isFrame' | 'assetName' | 'thumbs'>,
  albums: readonly string[],
  { choice, arrangement }: Pick<Run, 'choice' | 'arrangement'>,
): boolean => isListWanted(photo, arrangement) && isChosen(choice, { ...photo, albums });

/** Where a photo belongs now: in the folders of its albums, else in that of its list. Places that it had before stay beside. */
function placesOf(
  photo: PhotoRecord,
  albums: readonly string[],
  { folders, libraryOf }: { folders: ReadonlyMap<string, AlbumRecord>; libraryOf: PlacingBatch['libraryOf'] },
  { arrangement, choice }: Run,
): Place[] {
  const { asset } = photo.photo;
  const own = libraryOf.get(photo.libraryKey)?.folder;
  if (own !== undefined)
    return [{ name: listPlace(photo.list), folder: sharedAlbumFolder(asset, own, arrangement) }];
  const library = isSharedLibraryKey(photo.libraryKey) ? 'shared' : 'personal';
  const inAlbums =
    arrangement.layout === 'albums' && photo.list === 'main'
      ? albums
          .filter((key) => isChosenAlbum(choice, key))
          .map((key) => folders.get(key))
          .filter((album) => album !== undefined)
      : [];
  const places = inAlbums
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.recordName < b.recordName ? -1 : 1))
    .flatMap(({ recordName, path, kind }) =>
      path !== null && kind === 'album' ? [{ name: encodeURIComponent(recordName), folder: path }] : [],
    );
  if (places.length > 0) return places;
  const folder = dateFolder(asset, library, photo.list, arrangement);
  return [{ name: listPlace(photo.list), folder }];
}

const isChosenAlbum = ({ albums }: Choice, key: string): boolean => albums === null || albums.includes(key);

async function forgetPlaces(database: LogDatabase, placedUnder: string): Promise<void> {
  const stores = ['libraries', 'albums', 'items', 'files', 'paths', 'log'] as const;
  const transaction = database.transaction(stores, 'readwrite');
  for (const store of ['items', 'files', 'paths'] as const) void transaction.objectStore(store).clear();
  const albums = transaction.objectStore('albums');
  for (const album of await albums.getAll())
    await albums.put({ ...withOldList(album), path: null, hasFolder: false });
  const libraries = transaction.objectStore('libraries');
  for (const { folder, ...library } of await libraries.getAll())
    if (folder !== undefined) await libraries.put(library);
  const log = await transaction.objectStore('log').get('log');
  if (log)
    await transaction.objectStore('log').put({
      ...log,
      totals: noTotals,
      placedUnder,
      placedFor: null,
      placedUpTo: null,
    });
  await transaction.done;
}
