import { folderOfPath } from '../../domain/layout/path-parts.ts';
import type { IDBPObjectStore, StoreNames } from 'idb';
import { wantsGallery } from '../../domain/layout/arrangement.ts';
import { isCompatible, traitsOf } from '../../domain/photo/role.ts';
import type { Run } from '../../domain/run/run.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { changeLog } from '../change-record.ts';
import { keysAfter } from '../ranges.ts';
import type { ItemRecord, LogDatabase, LogRecord, LogSchema } from '../schema.ts';

type Items = IDBPObjectStore<LogSchema, StoreNames<LogSchema>[], 'items', 'readwrite'>;

/** Prefix of the keys of marks, before the folder. A mark is an item without files. */
const MARK = 'gallery-folder:';

/** Returns the key of the mark of a folder. */
export const markKey = (folder: string): string => `${MARK}${folder}`;

/** Range of the keys of all marks. */
export const allMarks = (): IDBKeyRange => IDBKeyRange.bound(MARK, `${MARK}\uffff`);

const newMark = (folder: string): ItemRecord => ({
  key: markKey(folder),
  libraryKey: '',
  assetName: '',
  name: folder,
  isPhoto: false,
  openFiles: 0,
  failedFiles: 0,
});

/**
 * Marks the galleries of folders: something in them is new or changed. A folder that is new is marked with the folder above
 * it, which gets a link to it.
 */
export async function markGalleries(items: Items, folders: Iterable<string>): Promise<void> {
  const seen = new Set<string>();
  const add = async (folder: string): Promise<void> => {
    if (seen.has(folder)) return;
    seen.add(folder);
    const mark = await items.get(markKey(folder));
    if (!mark || mark.galleryMadeFor !== undefined) await items.put(newMark(folder));
    if (!mark && folder !== '') await add(folderOfPath(folder));
  };
  for (const folder of folders) await add(folder);
}

/** Lists the folders whose galleries show some files. A compatible copy is shown beside the file that it shows, too. */
export function foldersShowing(files: readonly Pick<QueuedFile, 'role' | 'path'>[]): Set<string> {
  const photoFiles = files.filter(({ role }) => role === 'details' || !traitsOf(role).isOwn);
  return new Set(
    photoFiles.flatMap(({ role, path }) => {
      const folder = folderOfPath(path);
      return isCompatible(role) ? [folder, folder.split('/').slice(1).join('/')] : [folder];
    }),
  );
}

/** Marks the galleries of folders in a transaction of its own, if galleries are wanted. */
export async function markGalleriesOf(database: LogDatabase, folders: Iterable<string>): Promise<void> {
  const log = await database.get('log', 'log');
  if (!log?.hasGalleries) return;
  const { store, done } = database.transaction('items', 'readwrite');
  await markGalleries(store, folders);
  await done;
}

/** Marks a folder, the one above it and those in it: their pages link to the page of the folder. */
export async function markAround(items: Items, folder: string): Promise<void> {
  const keys = await items.getAllKeys(allMarks());
  const folders = keys.map((key) => key.slice(MARK.length));
  const around = folders.filter((other) => other !== '' && folderOfPath(other) === folder);
  await markGalleries(items, [folder, folderOfPath(folder), ...around]);
}

/** Marks the galleries that show files which are new, changed or gone. */
export async function markShowing(
  items: Items,
  files: readonly Pick<QueuedFile, 'role' | 'path'>[],
  { hasGalleries }: Pick<LogRecord, 'hasGalleries'>,
): Promise<void> {
  if (hasGalleries) await markGalleries(items, foldersShowing(files));
}

/** Marks the galleries that show files which got other names, and the neighbours of a page that did. */
export async function markRenamed(
  items: Items,
  files: readonly Pick<QueuedFile, 'role' | 'path'>[],
  log: Pick<LogRecord, 'hasGalleries'>,
): Promise<void> {
  for (const { role, path } of files) if (role === 'gallery') await markAround(items, folderOfPath(path));
  await markShowing(items, files, log);
}

/** Files read at once. */
const BATCH = 1_000;

/** Prepares marks for a run. If galleries are new to the log, marks the folders of all files; if unwanted, forgets that. */
export async function prepareGalleries(database: LogDatabase, { arrangement }: Run): Promise<void> {
  const isWanted = wantsGallery(arrangement);
  const { hasGalleries = false } = (await database.get('log', 'log')) ?? {};
  if (isWanted === hasGalleries) return;
  if (isWanted) await markAll(database);
  await changeLog(database, (log) => {
    const copy = { ...log };
    delete copy.hasGalleries;
    return isWanted ? { ...copy, hasGalleries: true } : copy;
  });
}

async function markAll(database: LogDatabase): Promise<void> {
  for (let after: string | null = null; ;) {
    const transaction = database.transaction(['files', 'items'], 'readwrite');
    const files = await transaction.objectStore('files').getAll(keysAfter(after), BATCH);
    await markGalleries(transaction.objectStore('items'), foldersShowing(files));
    await transaction.done;
    after = files.at(-1)?.key ?? null;
    if (after === null) return;
  }
}
