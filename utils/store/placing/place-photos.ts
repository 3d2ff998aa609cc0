import { InvariantError } from '../../errors.ts';
import { isSharedLibraryKey } from '../../icloud/zone.ts';
import { freePaths } from '../../domain/layout/free-paths.ts';
import { hasAlbumFolders } from '../../domain/layout/layouts.ts';
import { compatibleFolder } from '../../domain/layout/list-folder.ts';
import { placementOf, foldersOf } from '../../domain/layout/placement.ts';
import { isWanted, selectionOf } from '../../domain/plan/selection.ts';
import { withExtras } from '../../domain/photo/item.ts';
import { isCompatible } from '../../domain/photo/role.ts';
import { noTotals, type Run } from '../../domain/run/run.ts';
import type { RelativePath } from '../../units.ts';
import type { ListedAlbum, ListedLibrary } from '../../ports/listed.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { bulkPut } from '../bulk-put.ts';
import { prepareGalleries } from '../galleries/gallery-marks.ts';
import { assignAlbumPaths } from '../listing/album-entry.ts';
import { keysAfter } from '../ranges.ts';
import { isListedNow, invalidateAlbumFile } from '../records.ts';
import type {
  ItemRecord,
  LogDatabase,
  LogRecord,
  LogTransaction,
  PhotoRecord,
  WriteTransaction,
} from '../schema.ts';
import { albumTitles } from './album-titles.ts';
import { withDetails } from './details-files.ts';
import { saveFiles, type PlacedPhoto } from './place-entry.ts';
import { type ChangeTracker, noteTurned } from '../manifest/changed-files.ts';
import { readRemembered, type RememberedFiles } from './remembered-files.ts';
import { assignSharedAlbumFolders } from './shared-album-folders.ts';

/** Photos placed per transaction. */
const BATCH = 100;

/**
 * Prepares the log for placing. If destination or layout changed, it deletes all placements. Known contents stay, so
 * filing them elsewhere uploads nothing.
 */
export async function preparePlacing(database: LogDatabase, run: Run): Promise<void> {
  const log = await database.get('log', 'log');
  if (!log) throw new InvariantError('nothing was ever listed');
  if (log.placedUnder !== placementOf(run)) await deletePlacements(database, placementOf(run));
  const { folderLanguage } = run.arrangement;
  if (hasAlbumFolders(run.arrangement)) await assignAlbumPaths(database, folderLanguage);
  await assignSharedAlbumFolders(database, folderLanguage);
  await prepareGalleries(database, run);
}

/**
 * Places the next photos and queues their files. Goes from the oldest photo to the newest, so that names do not depend
 * on the order of Apple's lists.
 *
 * @param changes hears which files are done at once, or no longer
 * @returns false once all are placed
 */
export async function placeNext(database: LogDatabase, run: Run, changes: ChangeTracker): Promise<boolean> {
  const transaction = database.transaction(
    ['libraries', 'photos', 'members', 'albums', 'items', 'files', 'paths', 'months', 'log', 'remembered'],
    'readwrite',
  );
  const read = await readBatch(transaction, run);
  const { log, albums, libraryByKey, batch, isWalk, memberships } = read;
  const selection = selectionOf(run);
  const last = batch.at(-1);
  if (!last) {
    if (isWalk) await transaction.objectStore('log').put({ ...log, placedFor: selection, placedUpTo: null });
    await transaction.done;
    // Photos that changed behind a walk while it was stopped have their mark.
    return isWalk && placeNext(database, run, changes);
  }

  const wanted = wantedOf(read, run).map((found) => withFolders(found, read, run));
  const remembered = await readRemembered(transaction, log, wanted);
  const given = await findPaths(transaction, wanted, remembered, run);
  const hasCopies = wanted.some(({ photo }) => photo.photo.originals.some(({ role }) => isCompatible(role)));
  const { saved, ...counted } = await saveFiles(transaction, wanted, given, { ...read, remembered });
  const before = new Map(wanted.flatMap(({ files }) => files.map((file) => [file.key, file])));
  const turned = noteTurned(
    changes,
    log,
    saved.map((file) => [before.get(file.key), file] as const),
  );
  bulkPut(
    transaction.objectStore('photos'),
    batch.flatMap(({ toPlace, isCounted, ...photo }) => {
      const isGone = !isListedNow(photo, libraryByKey);
      return toPlace || isCounted || isGone ? [isGone ? { ...photo, seenInPass: 0 } : photo] : [];
    }),
  );
  const changed = new Set(memberships.flat());
  bulkPut(
    transaction.objectStore('albums'),
    albums
      .filter(({ key, listMadeFor }) => listMadeFor !== undefined && changed.has(key))
      .map(invalidateAlbumFile),
  );
  bulkPut(transaction.objectStore('log'), [
    {
      ...log,
      ...counted,
      ...turned.record,
      ...(hasCopies && { hasCompatible: true as const }),
      // A run of another choice must look again at every photo whose mark this removes, even after a stop.
      ...(isWalk && {
        placedFor: null,
        walkedFor: selection,
        placedUpTo: [last.addedOrder, last.key] as [number, string],
      }),
    },
  ]);
  await transaction.done;
  turned.stored();
  return true;
}

/** Finds a free path for each file in each of its folders. A remembered file gets the path that it has. */
function findPaths(
  transaction: WriteTransaction,
  wanted: readonly PlacedPhoto[],
  remembered: RememberedFiles | null,
  run: Run,
): Promise<RelativePath[][]> {
  const flat = wanted.flatMap(({ photo, folders }) =>
    folders.map(({ id: folderId, folder }) => ({
      itemKey: photo.key,
      item: photo.photo,
      folderId,
      folder,
      compatibleFolder: compatibleFolder(folder, run.arrangement),
    })),
  );
  const paths = transaction.objectStore('paths');
  return freePaths(
    flat,
    (keys) => Promise.all(keys.map(async (key) => (await paths.get(key))?.fileKey)),
    (key) => remembered?.byKey.get(key)?.path ?? undefined,
  );
}

/** Adds a photo's own files and its folders. */
function withFolders(
  { photo, own, item: placedItem, files }: WantedPhoto,
  { albumByKey, libraryByKey }: PlacingBatch,
  run: Run,
): PlacedPhoto {
  const detailed = withDetails(photo.photo, albumTitles(own, albumByKey), run.arrangement);
  const item = withExtras(detailed, run.arrangement);
  const toPlace = {
    asset: photo.photo.asset,
    library: isSharedLibraryKey(photo.libraryKey) ? ('shared' as const) : ('personal' as const),
    list: photo.list,
    sharedAlbumFolder: libraryByKey.get(photo.libraryKey)?.folder,
    albumKeys: own,
  };
  return {
    photo: { ...photo, photo: item },
    item: placedItem,
    files,
    folders: foldersOf(toPlace, albumByKey, run),
  };
}

/** The next photos to place, with everything that decides where. */
export interface PlacingBatch {
  log: LogRecord;
  albums: ListedAlbum[];
  albumByKey: ReadonlyMap<string, ListedAlbum>;
  libraryByKey: ReadonlyMap<string, ListedLibrary>;
  batch: PhotoRecord[];
  /** The batch is part of a walk over all photos; otherwise it has only marked ones. */
  isWalk: boolean;
  /** Keys of the albums of each photo. */
  memberships: string[][];
  /** Item and files of each photo. */
  placed: PlacedBefore[];
}

/** Item and files of a photo, as far as it has its place. */
interface PlacedBefore {
  /** Undefined before it has its place. */
  item: ItemRecord | undefined;
  files: QueuedFile[];
}

const nothingPlaced: PlacedBefore = { item: undefined, files: [] };

/** A photo to be copied. */
interface WantedPhoto extends PlacedBefore {
  photo: PhotoRecord;
  /** Keys of its albums that Apple lists. */
  own: string[];
}

/**
 * Reads the photos that {@link placeNext} places next.
 *
 * @param which `marked`: only marked photos, even during a walk over all
 */
export async function readBatch(
  transaction: LogTransaction,
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
  // Before placing is prepared, the log may still have placements of another layout.
  const isMoved = log.placedUnder !== placementOf(run);
  const isWalk = which === 'next' && (isMoved || log.placedFor !== selection);
  const batch = isWalk
    ? await photos.index('byAdded').getAll(keysAfter(isMoved ? null : walkedUpTo(log, selection)), BATCH)
    : await photos.index('toPlace').getAll(undefined, BATCH);
  const [memberships, placed] = await Promise.all([
    // Where there is no album, nothing needs to be read for each photo.
    albums.length === 0 ? batch.map(() => []) : readMemberships(transaction, batch),
    isMoved ? batch.map(() => nothingPlaced) : readPlaced(transaction, batch),
  ]);
  return {
    log,
    albums,
    albumByKey: new Map(albums.map((album) => [album.key, album])),
    libraryByKey: new Map(libraries.map((library) => [library.key, library])),
    batch,
    isWalk,
    memberships,
    placed,
  };
}

/** Reads the keys of the albums of each photo. */
function readMemberships(transaction: LogTransaction, photos: readonly PhotoRecord[]): Promise<string[][]> {
  const members = transaction.objectStore('members').index('byAsset');
  return Promise.all(
    photos.map(async ({ assetName }) => (await members.getAll(assetName)).map(({ albumKey }) => albumKey)),
  );
}

/** Reads what was placed of each photo. A photo without an item has no file. */
function readPlaced(transaction: LogTransaction, photos: readonly PhotoRecord[]): Promise<PlacedBefore[]> {
  const items = transaction.objectStore('items');
  const files = transaction.objectStore('files').index('byItem');
  return Promise.all(
    photos.map(async ({ key }) => {
      const item = await items.get(key);
      return item ? { item, files: await files.getAll(key) } : nothingPlaced;
    }),
  );
}

/** Returns the photos of a batch that the run copies. */
export function wantedOf(
  { albums, libraryByKey, batch, memberships, placed }: PlacingBatch,
  run: Run,
): WantedPhoto[] {
  const isThere = new Set(albums.filter((album) => album.isThere).map(({ key }) => key));
  return batch.flatMap((photo, index) => {
    const own = (memberships[index] ?? []).filter((key) => isThere.has(key));
    if (!isListedNow(photo, libraryByKey) || !isWanted(photo, own, run)) return [];
    return [{ photo, own, ...(placed[index] ?? nothingPlaced) }];
  });
}

/** Returns where the walk continues; a stopped walk for another choice is of no use. */
const walkedUpTo = ({ walkedFor, placedUpTo }: LogRecord, selection: string): LogRecord['placedUpTo'] =>
  walkedFor === undefined || walkedFor === selection ? placedUpTo : null;

/** Deletes all placements. */
async function deletePlacements(database: LogDatabase, placedUnder: string): Promise<void> {
  const stores = ['libraries', 'albums', 'items', 'files', 'paths', 'months', 'log', 'remembered'] as const;
  const transaction = database.transaction(stores, 'readwrite');
  for (const store of ['items', 'files', 'paths', 'remembered'] as const)
    void transaction.objectStore(store).clear();
  const months = transaction.objectStore('months');
  for (const month of await months.getAll()) await months.put({ ...month, found: 0, done: 0, missing: 0 });
  const albums = transaction.objectStore('albums');
  for (const album of await albums.getAll())
    await albums.put({ ...invalidateAlbumFile(album), path: null, hasFolder: false });
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
