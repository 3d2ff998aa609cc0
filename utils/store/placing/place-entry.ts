import { nameOfPath } from '../../domain/layout/path-parts.ts';
import { InvariantError } from '../../errors.ts';
import { itemAfterFile, totalsAfterFile, totalsAfterItem } from '../../domain/file/totals.ts';
import type { ListedLibrary } from '../../ports/listed.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { fileKeyOf, folderIdOf } from '../../domain/file/file-key.ts';
import { itemDate, pathKey } from '../../domain/layout/destination-path.ts';
import type { PhotoFolder } from '../../domain/layout/placement.ts';
import { isMissing, missingCode, type Original } from '../../domain/photo/item.ts';
import { splitFileName } from '../../domain/photo/file-type.ts';
import { type FileState, reportedSizeOf } from '../../domain/file/file.ts';
import { epochMs, type RelativePath } from '../../units.ts';
import { bulkPut } from '../bulk-put.ts';
import { markShowing } from '../galleries/gallery-marks.ts';
import type { ItemRecord, LogRecord, PhotoRecord, WriteTransaction } from '../schema.ts';
import { forgetRemembered, isStillSame, type RememberedFiles, rememberedState } from './remembered-files.ts';
import { collectMonths } from '../years/month-changes.ts';

/** A photo and its folders. Its bytes are uploaded to the first one and filed in the others by checksum. */
export interface PlacedPhoto {
  photo: PhotoRecord;
  /** Its item; undefined before it has its place. */
  item: ItemRecord | undefined;
  /** Its existing files. */
  files: readonly QueuedFile[];
  folders: PhotoFolder[];
}

/** Counts over all files. */
type Counted = Pick<LogRecord, 'totals' | 'lastOrder'>;

/**
 * Saves files of photos that are new, or changed at Apple since they were saved.
 *
 * @param paths paths of each place of each photo, in order
 * @returns the counts, and the files
 */
export async function saveFiles(
  transaction: WriteTransaction,
  placed: readonly PlacedPhoto[],
  paths: readonly RelativePath[][],
  {
    log,
    libraryByKey,
    remembered,
  }: {
    log: LogRecord;
    libraryByKey: ReadonlyMap<string, ListedLibrary>;
    remembered: RememberedFiles | null;
  },
): Promise<Counted & { saved: QueuedFile[] }> {
  const [items, files] = [transaction.objectStore('items'), transaction.objectStore('files')];
  let { totals, lastOrder } = log;
  const newFiles: QueuedFile[] = [];
  const newItems: ItemRecord[] = [];
  const months = collectMonths(log);
  let next = 0;
  for (const { photo, item: oldItem, files: own, folders } of placed) {
    const old = oldItem ?? null;
    const known = new Map(own.map((file) => [file.key, file]));
    let item = old ?? newItem(photo);
    const add = (original: Original, name: string, path: RelativePath | undefined): void => {
      const file = fileToSave(photo, original, { name, path }, { known, order: lastOrder + 1, remembered });
      if (!file) return;
      const before = known.get(file.key) ?? null;
      lastOrder = Math.max(lastOrder, file.order);
      known.set(file.key, file);
      item = itemAfterFile(item, before, file);
      totals = totalsAfterFile(totals, before, file);
      newFiles.push(file);
    };
    for (const { id: name } of folders) {
      const given = paths[next] ?? [];
      next += 1;
      for (const [at, original] of photo.photo.originals.entries()) add(original, name, given[at]);
    }
    // Details files describe the current state, in former places too.
    const details = photo.photo.originals.find(({ role }) => role === 'details');
    for (const { key, role, path } of details ? own : [])
      if (details && role === 'details' && !folders.some(({ id }) => id === folderIdOf(key)))
        add(details, folderIdOf(key), path);
    totals = totalsAfterItem(totals, old, item);
    const pass = libraryByKey.get(photo.libraryKey)?.lists[photo.list].pass;
    months.add({ photo, pass, item: old ?? undefined }, { photo, pass, item });
    newItems.push(item);
  }
  bulkPut(files, newFiles);
  bulkPut(
    transaction.objectStore('paths'),
    newFiles.map(({ key, itemKey, path }) => ({ key: pathKey(path), itemKey, fileKey: key })),
  );
  bulkPut(items, newItems);
  forgetRemembered(transaction, remembered, newFiles);
  await markShowing(items, newFiles, log);
  await months.write(transaction);
  return { totals, lastOrder, saved: newFiles };
}

/**
 * Builds the record of a file in one place.
 *
 * @param known existing files of its photo
 * @param order queue position for a new file
 * @returns null if the log already has it unchanged
 */
function fileToSave(
  photo: PhotoRecord,
  original: Original,
  { name, path }: { name: string; path: RelativePath | undefined },
  {
    known,
    order,
    remembered,
  }: { known: ReadonlyMap<string, QueuedFile>; order: number; remembered: RememberedFiles | null },
): QueuedFile | null {
  const key = fileKeyOf(photo.key, original.role, name);
  const old = known.get(key);
  if (old && isSame(old, original)) return null;
  if (path === undefined) throw new InvariantError('no path for the file');
  const earlier = old ? undefined : remembered?.byKey.get(key);
  // Content of another type gets a new name: the type was unknown while the original was missing.
  const ownPath = old && extensionOf(old.path) === extensionOf(path) ? old.path : (earlier?.path ?? path);
  const done =
    earlier && remembered && earlier.path !== null && !isMissing(original) && isStillSame(earlier, original)
      ? earlier
      : null;
  return {
    key,
    order: old?.order ?? order,
    itemKey: photo.key,
    libraryKey: photo.libraryKey,
    role: original.role,
    holder: original.holder,
    field: original.field,
    checksum: original.checksum,
    sizeBytes: original.sizeBytes,
    ...(done &&
      done.sizeBytes !== original.sizeBytes && { sizeBytes: done.sizeBytes, toldBytes: original.sizeBytes }),
    takenAt: itemDate(photo.photo.asset) ?? epochMs(0),
    path: ownPath,
    isCopy: old?.isCopy ?? [...known.values()].some(({ role, isCopy }) => role === original.role && !isCopy),
    wantedName: original.role === 'original' ? nameIfChanged(photo.photo.fileName, ownPath) : null,
    replaces:
      original.role === 'details' && old?.state.status === 'done'
        ? old.state.md5
        : (old?.replaces ?? (original.role === 'details' ? (earlier?.md5 ?? null) : null)),
    state: done && remembered ? rememberedState(done, remembered.provedAt) : firstState(original),
  };
}

/** Returns Apple's name if the file has another one. Unicode forms and an added extension make no difference. */
function nameIfChanged(name: string | null, path: RelativePath): string | null {
  const own = nameOfPath(path);
  const isSameName = [own, splitFileName(own, null).stem].includes(name?.normalize('NFC') ?? own);
  return isSameName ? null : name;
}

const extensionOf = (path: RelativePath): string => splitFileName(nameOfPath(path), null).extension;

const firstState = (original: Original): FileState =>
  isMissing(original)
    ? {
        status: 'failed',
        error: {
          code: missingCode(original.role),
          detail: `Apple has no ${original.role}`,
          service: 'icloud',
        },
      }
    : { status: 'queued' };

const isSame = (file: QueuedFile, original: Original): boolean =>
  file.checksum === original.checksum &&
  reportedSizeOf(file) === original.sizeBytes &&
  file.field === original.field;

const newItem = (photo: PhotoRecord): ItemRecord => ({
  key: photo.key,
  libraryKey: photo.libraryKey,
  assetName: photo.assetName,
  name: photo.photo.fileName ?? photo.assetName,
  isPhoto: true,
  openFiles: 0,
  failedFiles: 0,
});
