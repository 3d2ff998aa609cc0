import { isWanted } from '../../domain/plan/selection.ts';
import type { ListedLibrary } from '../../ports/listed.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import type { MissingFiles } from '../../ports/planner.ts';
import { missingCode } from '../../domain/photo/item.ts';
import { isCompatible, isFurther } from '../../domain/photo/role.ts';
import type { FileStatus } from '../../domain/file/file.ts';
import { isStoppedRun, type Run } from '../../domain/run/run.ts';
import { readLogRecord, readRun } from '../database.ts';
import type { RelativePath } from '../../units.ts';
import { pathKey } from '../../domain/layout/destination-path.ts';
import { createPhotosOfAsset } from '../photos-of-asset.ts';
import { FOLDER, isListedNow } from '../records.ts';
import type { ChangeTracker } from '../manifest/changed-files.ts';
import { forgetFiles } from '../runs/retry-failed.ts';
import { allOf, allOfAfter, pathsBelow } from '../ranges.ts';
import { changeLog } from '../change-record.ts';
import type { LogDatabase, PhotoRecord } from '../schema.ts';

/** Lists folders of albums that are empty at Apple and have no file here. They are created empty, to complete the tree. */
export async function emptyFolders(
  database: LogDatabase,
): Promise<{ albumKey: string; path: RelativePath }[]> {
  const transaction = database.transaction(['albums', 'paths', 'members', 'photos', 'libraries']);
  const members = transaction.objectStore('members');
  const photosOf = createPhotosOfAsset(transaction);
  /** A member may be a deleted photo's leftover relation. */
  const hasPhoto = async (albumKey: string): Promise<boolean> => {
    const range = allOf(albumKey);
    // One by one: the first member is nearly always a photo, and an album may hold the whole library.
    let member = await members.index('byAlbum').openCursor(range);
    while (member && (await photosOf(member.value.assetName)).length === 0) member = await member.continue();
    return member !== null;
  };
  const found: { albumKey: string; path: RelativePath }[] = [];
  for (const { key, path, isThere, hasFolder, kind, list } of await transaction
    .objectStore('albums')
    .getAll()) {
    if (path === null || !isThere || hasFolder) continue;
    if (kind === 'album' && list.seenItems > 0 && (await hasPhoto(key))) continue;
    const below = pathsBelow(pathKey(path));
    let owner = await transaction.objectStore('paths').openCursor(below);
    while (owner?.value.itemKey === FOLDER) owner = await owner.continue();
    if (!owner) found.push({ albumKey: key, path });
  }
  return found;
}

/** Forgets which album folders exist, so that empty ones are created again. */
export async function forgetFolders(database: LogDatabase): Promise<void> {
  const { store, done } = database.transaction('albums', 'readwrite');
  for (const album of await store.getAll())
    if (album.hasFolder) await store.put({ ...album, hasFolder: false });
  await done;
}

/** States of files that are open or failed. */
const NOT_DONE = ['queued', 'hashing', 'hashed', 'uploading', 'waiting', 'failed'] as const;

/**
 * Removes uncopied files of photos that are gone at Apple: they can no longer be copied. Only lists that were read to
 * their end show what is gone.
 */
export async function forgetGoneFiles(database: LogDatabase, changes: ChangeTracker): Promise<void> {
  const libraries = new Map((await database.getAll('libraries')).map((library) => [library.key, library]));
  const gone: QueuedFile[] = [];
  for (const status of NOT_DONE)
    for (const file of await filesOf(database, status)) {
      const photo = await database.get('photos', file.itemKey);
      if (photo && isGoneNow(photo, libraries)) gone.push(file);
    }
  await forgetFiles(database, gone, changes);
}

const filesOf = (database: LogDatabase, status: FileStatus): Promise<QueuedFile[]> =>
  database.getAllFromIndex('files', 'byStatus', allOf(status));

/**
 * Removes files that a stopped run left in the queue and that the next choice does not include: they would be copied
 * against the user's wish. A photo with a file in Jottacloud keeps its other files.
 */
export async function forgetUnwantedFiles(
  database: LogDatabase,
  run: Run,
  changes: ChangeTracker,
): Promise<void> {
  if (!run.arrangement.compatible) await forgetCompatibleFiles(database, changes);
  const last = await readRun(database, run.id - 1);
  if (last?.arrangement.editData && !run.arrangement.editData) await forgetFurtherFiles(database, changes);
  if (!last || !isStoppedRun(last)) return;
  const albums = await database.getAll('albums');
  const there = new Set(albums.filter(({ isThere }) => isThere).map(({ key }) => key));
  for (const status of NOT_DONE) {
    const files = await filesOf(database, status);
    for (let from = 0; from < files.length; from += BATCH) {
      const batch = files.slice(from, from + BATCH);
      const isUnwanted = await Promise.all(findUnwanted(database, batch, there, run));
      await forgetFiles(
        database,
        batch.filter((_, index) => isUnwanted[index]),
        changes,
      );
    }
  }
}

/** Removes uncopied further files, because the option is now off. */
async function forgetFurtherFiles(database: LogDatabase, changes: ChangeTracker): Promise<void> {
  for (const status of NOT_DONE)
    await forgetFiles(
      database,
      (await filesOf(database, status)).filter(({ role }) => isFurther(role)),
      changes,
    );
}

/** Removes compatible copies that failed because Apple no longer has the rendition. The next list may show another one. */
export async function forgetLostCopies(database: LogDatabase, changes: ChangeTracker): Promise<void> {
  const failed = await filesOf(database, 'failed');
  const isLost = ({ role, state }: QueuedFile): boolean =>
    isCompatible(role) && state.status === 'failed' && state.error.code === missingCode(role);
  await forgetFiles(database, failed.filter(isLost), changes);
}

/**
 * Removes compatible copies from the log, because the option is now off. Those at the destination stay there, and are no
 * longer counted or checked. Their paths stay reserved, so that they get the same names again.
 */
async function forgetCompatibleFiles(database: LogDatabase, changes: ChangeTracker): Promise<void> {
  if (!(await readLogRecord(database)).hasCompatible) return;
  for (const status of [...NOT_DONE, 'done'] as const)
    for (let after = -Infinity; ;) {
      const range = allOfAfter(status, after);
      const files = await database.getAllFromIndex('files', 'byStatus', range, BATCH);
      await forgetFiles(
        database,
        files.filter(({ role }) => isCompatible(role)),
        changes,
      );
      const last = files.at(-1);
      if (!last) break;
      after = last.order;
    }
  await changeLog(database, (log) => {
    const copy = { ...log };
    delete copy.hasCompatible;
    return copy;
  });
}

/** Files checked per transaction. */
const BATCH = 500;

/** Returns for each file whether the run does not want its photo and no file of that photo is in Jottacloud. */
function findUnwanted(
  database: LogDatabase,
  batch: readonly QueuedFile[],
  there: ReadonlySet<string>,
  run: Run,
): Promise<boolean>[] {
  const transaction = database.transaction(['photos', 'members', 'files']);
  const [members, files] = [
    transaction.objectStore('members').index('byAsset'),
    transaction.objectStore('files').index('byItem'),
  ];
  return batch.map(async ({ itemKey }) => {
    const photo = await transaction.objectStore('photos').get(itemKey);
    if (!photo) return false;
    const own = run.choice.albums === null ? [] : await members.getAll(photo.assetName);
    const keys = own.map(({ albumKey }) => albumKey).filter((key) => there.has(key));
    if (isWanted(photo, keys, run)) return false;
    return !(await files.getAll(itemKey)).some(({ state }) => state.status === 'done');
  });
}

/** Whether a photo is gone at Apple. A list that was not read completely is no proof. */
function isGoneNow(photo: PhotoRecord, libraries: ReadonlyMap<string, ListedLibrary>): boolean {
  const library = libraries.get(photo.libraryKey);
  const list = library?.lists[photo.list];
  const isWhole = list?.isListed === true && (list.unreadRanks ?? []).length === 0;
  return (library?.isGone === true || isWhole) && !isListedNow(photo, libraries);
}

/** Lists photos that lacked a file at Apple when they were listed. It may be there by now. */
export async function missingFiles(database: LogDatabase): Promise<MissingFiles[]> {
  const range = allOf('failed');
  const failed = await database.getAllFromIndex('files', 'byStatus', range);
  const missing = failed.filter(
    ({ state, role }) => state.status === 'failed' && state.error.code === missingCode(role),
  );
  const byPhoto = [...Map.groupBy(missing, ({ itemKey }) => itemKey)];
  const libraries = new Map((await database.getAll('libraries')).map((library) => [library.key, library]));
  const found = await Promise.all(
    byPhoto.map(async ([key, files]) => ({
      photo: await database.get('photos', key),
      roles: [...new Set(files.map(({ role }) => role))],
    })),
  );
  return found.flatMap(({ photo, roles }) =>
    photo && isListedNow(photo, libraries)
      ? [{ libraryKey: photo.libraryKey, list: photo.list, asset: photo.photo.asset, roles }]
      : [],
  );
}
