import { folderOfPath, nameOfPath } from '../../domain/layout/path-parts.ts';
import type { Run } from '../../domain/run/run.ts';
import { pathKey } from '../../domain/layout/destination-path.ts';
import { traitsOf } from '../../domain/photo/role.ts';
import type { EpochMs } from '../../units.ts';
import { allOf } from '../ranges.ts';
import type { ChangeTracker } from '../manifest/changed-files.ts';
import { placeOwnFile } from '../placing/place-own-file.ts';
import { FOLDER } from '../records.ts';
import type { GalleryOutline, LogDatabase, PathRecord } from '../schema.ts';
import { allMarks, foldersShowing, markAround, markGalleries, markKey } from './gallery-marks.ts';
import { buildGallery, pageKey, usualPath } from './read-gallery.ts';

/** Photos on one page: a browser stays quick, and one new photo rewrites little. */
const PHOTOS_PER_PAGE = 1_000;

/** Form of the pages. A new one writes all pages again. */
const FORM = 1;

/** Returns what pages depend on besides the log, as one text. */
const madeForOf = ({ arrangement }: Run): string =>
  JSON.stringify([FORM, arrangement.folderLanguage ?? 'en', arrangement.places]);

/** Everything that placing a gallery needs. */
interface Tools {
  database: LogDatabase;
  run: Run;
  changes: ChangeTracker;
  madeFor: string;
  /** Direct inner folders, by folder. */
  inside: ReadonlyMap<string, string[]>;
  /** Folders whose pages lack a file that is not at the destination yet: they keep their marks. */
  unfinished: Set<string>;
  /** Keys of albums by folder. */
  albumKeys: ReadonlyMap<string, string>;
}

/**
 * Queues the pages of all marked folders that are new or have changed. Reads nothing of the others. Inner folders go first,
 * so that the folder above them knows their pages.
 *
 * A folder with files that are not at the destination yet keeps its mark: the next run looks at it again.
 *
 * @returns true if there is a page to write. The next call may find more, because pages link to each other
 */
export async function placeGalleries(
  database: LogDatabase,
  run: Run,
  changes: ChangeTracker,
): Promise<boolean> {
  const madeFor = madeForOf(run);
  const marks = await database.getAll('items', allMarks());
  const marked = new Set(marks.filter((mark) => mark.galleryMadeFor !== madeFor).map(({ name }) => name));
  if (marked.size === 0) return false;
  const folders = marks.map(({ name }) => name);
  const inside = Map.groupBy(
    folders.filter((folder) => folder !== ''),
    folderOfPath,
  );
  const albums = (await database.getAll('albums')).filter(({ kind, path }) => kind === 'album' && path);
  const albumKeys = new Map(albums.map(({ key, path }) => [path ?? '', key]));
  const tools = { database, run, changes, madeFor, inside, albumKeys, unfinished: new Set<string>() };
  let hasNew = false;
  for (const folder of folders.toSorted((a, b) => depthOf(b) - depthOf(a))) {
    if (!marked.has(folder)) continue;
    const placed = await placeGallery(tools, folder);
    hasNew ||= placed.isQueued;
    if (placed.isNew) marked.add(folderOfPath(folder));
  }
  return hasNew;
}

const depthOf = (folder: string): number => (folder === '' ? 0 : folder.split('/').length);

/** Queues the pages of one folder, and removes its mark. */
async function placeGallery(tools: Tools, folder: string): Promise<{ isQueued: boolean; isNew: boolean }> {
  const { database, madeFor, inside, unfinished } = tools;
  const { keys, open } = await readPhotos(tools, folder);
  for (const showing of open) unfinished.add(showing);
  const folders = (inside.get(folder) ?? []).toSorted();
  const isEmpty = keys.length + folders.length === 0;
  const pageCount = isEmpty ? 0 : Math.max(1, Math.ceil(keys.length / PHOTOS_PER_PAGE));
  const found = { isQueued: false, isNew: false, isElsewhere: false };
  for (let number = 1; number <= pageCount || (await hasPage(database, folder, number)); number += 1) {
    const photos = keys.slice((number - 1) * PHOTOS_PER_PAGE, number * PHOTOS_PER_PAGE);
    const outline = { folder, number, pageCount, photos, folders: number === 1 ? folders : [] };
    const saved = await savePage(tools, outline);
    found.isQueued ||= saved.isQueued;
    found.isNew ||= saved.isNew;
    found.isElsewhere ||= saved.isNew && saved.path !== usualPath(folder, number);
  }
  const { store, done } = database.transaction('items', 'readwrite');
  if (found.isNew && folder !== '') await markGalleries(store, [folderOfPath(folder)]);
  const mark = await store.get(markKey(folder));
  if (mark && !unfinished.has(folder)) await store.put({ ...mark, galleryMadeFor: madeFor });
  await markGalleries(store, open);
  if (found.isElsewhere) await markAround(store, folder);
  await done;
  return found;
}

/** Whether there is a page from a time when the folder had more photos. Its photos are gone from the log, so it becomes empty. */
const hasPage = async (database: LogDatabase, folder: string, number: number): Promise<boolean> =>
  (await database.getKey('items', pageKey(folder, number))) !== undefined;

async function savePage(
  { database, run, changes }: Tools,
  outline: GalleryOutline,
): Promise<Awaited<ReturnType<typeof placeOwnFile>>> {
  const { folder, number } = outline;
  const { bytes, checksum } = await buildGallery(database, outline, run);
  const path = usualPath(folder, number);
  return placeOwnFile(
    database,
    {
      item: { key: pageKey(folder, number), libraryKey: '', name: path, outline },
      role: 'gallery',
      takenAt: run.startedAt,
      path,
      suffixesFrom: folder,
    },
    { checksum, sizeBytes: bytes.length },
    changes,
  );
}

/** Owners of paths read at once. */
const BATCH = 1_000;

/**
 * Lists the photos with a file in a folder: in the order of the album, else by date. Also names the folders that show its
 * files that are not done.
 */
async function readPhotos(
  { database, albumKeys }: Tools,
  folder: string,
): Promise<{ keys: string[]; open: Set<string> }> {
  const dates = new Map<string, EpochMs>();
  const open = new Set<string>();
  for await (const owners of ownersIn(database, folder)) {
    const { store } = database.transaction('files');
    const files = await Promise.all(owners.map(({ fileKey }) => store.get(fileKey)));
    for (const [index, file] of files.entries()) {
      // A path stays reserved when its file gets another one.
      if (!file || traitsOf(file.role).isOwn || pathKey(file.path) !== owners[index]?.key) continue;
      if (file.state.status !== 'done') for (const showing of foldersShowing([file])) open.add(showing);
      if (file.state.status !== 'failed') dates.set(file.itemKey, file.takenAt);
    }
  }
  const byDate = [...dates].toSorted(([, a], [, b]) => a - b).map(([key]) => key);
  const albumKey = albumKeys.get(folder);
  if (albumKey === undefined) return { keys: byDate, open };
  const members = await database.getAllKeysFromIndex('members', 'byAlbum', allOf(albumKey));
  const ranks = new Map(members.map((key, rank) => [key.slice(albumKey.length + 1), rank]));
  const rankOf = (key: string): number => ranks.get(nameOfPath(key)) ?? members.length;
  return { keys: byDate.toSorted((a, b) => rankOf(a) - rankOf(b)), open };
}

/** Yields the owners of the paths in a folder by name, in batches. Skips the folders inside. */
async function* ownersIn(database: LogDatabase, folder: string): AsyncGenerator<PathRecord[]> {
  const prefix = folder === '' ? '' : `${pathKey(folder)}/`;
  // "0" follows "/" in ASCII.
  const end = folder === '' ? '\uffff' : `${pathKey(folder)}0`;
  for (let range = IDBKeyRange.bound(prefix, end, false, true); ;) {
    const owners = await database.getAll('paths', range, BATCH);
    const last = owners.at(-1)?.key.slice(prefix.length);
    if (last === undefined) return;
    yield owners.filter(({ key, itemKey }) => !key.slice(prefix.length).includes('/') && itemKey !== FOLDER);
    const slash = last.indexOf('/');
    const next = slash < 0 ? `${prefix}${last}` : `${prefix}${last.slice(0, slash)}0`;
    if (next >= end) return;
    range = IDBKeyRange.bound(next, end, slash < 0, true);
  }
}
