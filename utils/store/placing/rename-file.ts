import { nameOfPath } from '../../domain/layout/path-parts.ts';
import { InvariantError, assertFound } from '../../errors.ts';
import { itemAfterFile, totalsAfterFile, totalsAfterItem } from '../../domain/file/totals.ts';
import { folderIdOf } from '../../domain/file/file-key.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { pathKey, suffixes } from '../../domain/layout/destination-path.ts';
import { isCompatible, traitsOf } from '../../domain/photo/role.ts';
import { splitFileName } from '../../domain/photo/file-type.ts';
import { transition } from '../../domain/file/transition.ts';
import { relativePath } from '../../units.ts';
import { markRenamed } from '../galleries/gallery-marks.ts';
import { invalidateAlbumFilesOf } from './album-files.ts';
import { type ChangeTracker, noteTurned } from '../manifest/changed-files.ts';
import type { LogDatabase } from '../schema.ts';
import { writeItemChanges } from '../years/month-changes.ts';

/** Why a file needs another name: the destination has other content there, or Jottacloud does not allow the name. */
export type RenameReason = 'taken' | 'refused';

/**
 * Gives a file a name that is free in the log. Files of its photo with the same stem get the new stem too, so that the
 * parts of a Live Photo and its details file stay together. An own file is renamed alone, and compatible copies without the
 * files that they show. The old names stay reserved. A file already stored under its old name is filed again, which
 * uploads no bytes.
 *
 * @param file its unusable path; a file that was renamed meanwhile keeps its newer path
 * @param changes hears which files the destination no longer has at their old paths
 */
export async function renameFile(
  database: LogDatabase,
  { key, path: refused }: Pick<QueuedFile, 'key' | 'path'>,
  reason: RenameReason,
  changes: ChangeTracker,
): Promise<QueuedFile> {
  const transaction = database.transaction(
    ['files', 'paths', 'items', 'log', 'albums', 'members', 'photos', 'libraries', 'months'],
    'readwrite',
  );
  const [files, paths, items, logs] = [
    transaction.objectStore('files'),
    transaction.objectStore('paths'),
    transaction.objectStore('items'),
    transaction.objectStore('log'),
  ];
  const file = await files.get(key);
  const [item, log] = [file && (await items.get(file.itemKey)), await logs.get('log')];
  assertFound(file, 'the file');
  assertFound(item, 'the photo of the file');
  assertFound(log, 'the listing');
  if (file.path !== refused) return file;

  const { stem } = splitFileName(nameOfPath(file.path), null);
  const together = (await files.index('byItem').getAll(file.itemKey)).filter((other) =>
    isRenamedWith(other, file, stem),
  );
  const isFree = async ({ path }: QueuedFile): Promise<boolean> =>
    (await paths.get(pathKey(path))) === undefined;
  const recordName = file.itemKey.replace(/^.*\//, '');
  for (const suffix of suffixes(recordName)) {
    const renamed = together.map((old) => ({ old, changed: underName(old, stem, suffix, reason) }));
    if (renamed.some(({ old, changed }) => changed.path === old.path)) continue;
    const free = await Promise.all(renamed.map(({ changed }) => isFree(changed)));
    if (free.includes(false)) continue;
    let [newItem, totals] = [item, log.totals];
    const turned = noteTurned(
      changes,
      log,
      renamed.map(({ old, changed }) => [old, changed] as const),
    );
    for (const { old, changed } of renamed) {
      newItem = itemAfterFile(newItem, old, changed);
      totals = totalsAfterFile(totals, old, changed);
      await paths.put({ key: pathKey(changed.path), itemKey: file.itemKey, fileKey: changed.key });
      await files.put(changed);
    }
    await items.put(newItem);
    await writeItemChanges(transaction, log, [[item, newItem]]);
    await logs.put({ ...log, ...turned.record, totals: totalsAfterItem(totals, item, newItem) });
    await invalidateAlbumFilesOf(transaction, recordName);
    await markRenamed(items, together, log);
    await transaction.done;
    turned.stored();
    return renamed.find(({ changed }) => changed.key === key)?.changed ?? file;
  }
  throw new InvariantError('there is always another name');
}

/** Whether another file of the item gets the new stem too. */
function isRenamedWith(other: QueuedFile, file: QueuedFile, stem: string): boolean {
  if (other.key === file.key) return true;
  const isFollower = !traitsOf(file.role).isOwn && (isCompatible(other.role) || !isCompatible(file.role));
  const isInSamePlace = folderIdOf(other.key) === folderIdOf(file.key);
  return isFollower && isInSamePlace && `${nameOfPath(other.path)}.`.startsWith(`${stem}.`);
}

function underName(file: QueuedFile, stem: string, suffix: string, reason: RenameReason): QueuedFile {
  const name = nameOfPath(file.path);
  const folder = file.path.slice(0, -name.length);
  const end = name.slice(stem.length);
  const [newStem, newEnd] = reason === 'taken' ? [stem, end] : [plain(stem), plain(end)];
  return {
    ...file,
    path: relativePath(`${folder}${newStem}${suffix}${newEnd}`),
    wantedName: file.wantedName ?? name,
    state:
      file.state.status === 'done' ? transition(file.state, { type: 'missingAtDestination' }) : file.state,
  };
}

/** Reduces a text to ASCII letters, digits and a few signs, which no service refuses. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^0-9A-Za-z ._()-]/g, '_')
    .slice(0, 120);
