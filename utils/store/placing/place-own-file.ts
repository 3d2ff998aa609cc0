import { itemAfterFile, totalsAfterFile } from '../../domain/file/totals.ts';
import { pathKey, suffixes } from '../../domain/layout/destination-path.ts';
import type { Role } from '../../domain/photo/role.ts';
import { InvariantError } from '../../errors.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { type EpochMs, recordName, relativePath, type RelativePath } from '../../units.ts';
import { type ChangeTracker, noteTurned } from '../manifest/changed-files.ts';
import type { ItemRecord, LogDatabase } from '../schema.ts';
import { rememberedState } from './remembered-files.ts';

/** An own file that belongs to no photo, and the item that holds it alone. */
export interface OwnFile {
  item: Pick<ItemRecord, 'key' | 'libraryKey' | 'name'> & Partial<Pick<ItemRecord, 'outline'>>;
  role: Role;
  takenAt: EpochMs;
  /** Path to give, unless it has one. */
  path: RelativePath;
  /** Text that {@link suffixes} are made of if the path is taken. */
  suffixesFrom: string;
}

/** Returns what an own file has in place of Apple's checksum. @param mark fingerprint of its content */
export const ownChecksum = (mark: string): string => `own:${mark}`;

/** Returns the key of the only file of an item. */
export const ownFileKey = (itemKey: string, role: Role): string => `${itemKey}#${role}@`;

/**
 * Saves an own file and its item, and queues the file if its content is new. If an earlier copy has left this very content at
 * the destination, the file is done.
 *
 * @param changes hears whether it is done, or no longer
 * @returns whether it was queued, whether it is new, and its path
 */
export async function placeOwnFile(
  database: LogDatabase,
  { item, role, takenAt, path: wanted, suffixesFrom }: OwnFile,
  { checksum, sizeBytes }: Pick<QueuedFile, 'checksum' | 'sizeBytes'>,
  changes: ChangeTracker,
): Promise<{ isQueued: boolean; isNew: boolean; path: RelativePath }> {
  const transaction = database.transaction(['items', 'files', 'paths', 'log', 'remembered'], 'readwrite');
  const [items, files] = [transaction.objectStore('items'), transaction.objectStore('files')];
  const paths = transaction.objectStore('paths');
  const key = ownFileKey(item.key, role);
  const [old, log, oldItem] = await Promise.all([
    files.get(key),
    transaction.objectStore('log').get('log'),
    items.get(item.key),
  ]);
  if (!log) throw new InvariantError('nothing was ever listed');
  const before: ItemRecord = { ...newItem, ...oldItem, ...item };
  if (old?.checksum === checksum) {
    await items.put(before);
    await transaction.done;
    return { isQueued: false, isNew: false, path: old.path };
  }
  const row = old ? undefined : await transaction.objectStore('remembered').get(key);
  const earlier = row && 'checksum' in row && row.path !== null ? row : null;
  const isSame = earlier?.checksum === checksum && earlier.sizeBytes === sizeBytes;
  const isFree = async (path: string): Promise<boolean> =>
    [undefined, key].includes((await paths.get(pathKey(path)))?.fileKey);
  const path = old?.path ?? earlier?.path ?? (await freePath(wanted, suffixesFrom, isFree));
  const file: QueuedFile = {
    key,
    role,
    checksum,
    sizeBytes,
    takenAt,
    path,
    order: old?.order ?? log.lastOrder + 1,
    itemKey: item.key,
    libraryKey: item.libraryKey,
    holder: recordName(''),
    field: '',
    isCopy: false,
    wantedName: null,
    replaces: old?.state.status === 'done' ? old.state.md5 : (old?.replaces ?? earlier?.md5 ?? null),
    state: isSame && log.recovery ? rememberedState(earlier, log.recovery.provedAt) : { status: 'queued' },
  };
  const turned = noteTurned(changes, log, [[old, file]]);
  await items.put(itemAfterFile(before, old ?? null, file));
  await files.put(file);
  await paths.put({ key: pathKey(path), itemKey: item.key, fileKey: key });
  if (earlier) await transaction.objectStore('remembered').delete(key);
  await transaction.objectStore('log').put({
    ...log,
    ...turned.record,
    lastOrder: Math.max(log.lastOrder, file.order),
    totals: totalsAfterFile(log.totals, old ?? null, file),
  });
  await transaction.done;
  turned.stored();
  return { isQueued: file.state.status === 'queued', isNew: old === undefined, path };
}

/** An item that is no photo and has no file yet. */
const newItem = { assetName: '', isPhoto: false, openFiles: 0, failedFiles: 0 };

async function freePath(
  wanted: RelativePath,
  suffixesFrom: string,
  isFree: (path: RelativePath) => Promise<boolean>,
): Promise<RelativePath> {
  for (const suffix of suffixes(suffixesFrom)) {
    const path = relativePath(wanted.replace(/(?=\.\w+$)/, suffix));
    if (await isFree(path)) return path;
  }
  throw new InvariantError('there is always another name');
}
