import type { QueuedFile } from '../../ports/work-queue.ts';
import { fileKeyOf } from '../../domain/file/file-key.ts';
import type { Role } from '../../domain/photo/role.ts';
import type { UnplacedFile } from '../../ports/planner.ts';
import { needsSniffing } from '../../domain/photo/file-name.ts';
import type { PhotoItem } from '../../domain/photo/item.ts';
import type { Run } from '../../domain/run/run.ts';
import { readLogRecord } from '../database.ts';
import { wantedOf } from './place-photos.ts';
import { readNext, unplacedFile } from './unplaced-files.ts';
import type { LogDatabase, PhotoRecord } from '../schema.ts';

/**
 * Lists files of the next photos whose extension would be a guess. Reads nothing if no such photo was ever listed. A file
 * that has a name keeps it, also one of an earlier copy, and is not inspected.
 */
export async function untypedFiles(database: LogDatabase, run: Run): Promise<UnplacedFile[]> {
  if (!(await readLogRecord(database)).hasUntyped) return [];
  const stores = ['libraries', 'photos', 'members', 'albums', 'items', 'files', 'log', 'remembered'] as const;
  const transaction = database.transaction([...stores]);
  const next = await readNext(transaction, run);
  const untyped = wantedOf(next, run).flatMap(({ photo, files }) => untypedOf(photo, files));
  const names = await Promise.all(
    untyped.map(({ itemKey, role }) =>
      transaction.objectStore('remembered').getKey(inAllFolders(itemKey, role)),
    ),
  );
  await transaction.done;
  return untyped.filter((_, at) => names[at] === undefined);
}

/** Range of the keys of one file of a photo, in all of its folders. */
const inAllFolders = (itemKey: string, role: Role): IDBKeyRange => {
  const first = fileKeyOf(itemKey, role, '');
  return IDBKeyRange.bound(first, `${first}\uffff`);
};

const untypedOf = (record: PhotoRecord, files: readonly QueuedFile[]): UnplacedFile[] =>
  record.photo.originals
    .filter(
      (original) =>
        needsSniffing(record.photo, original) && !files.some(({ role }) => role === original.role),
    )
    .map((original) => unplacedFile(record, original));

/** Saves the types found in first bytes, for files whose content has not changed. */
export async function saveTypes(
  database: LogDatabase,
  types: readonly { file: UnplacedFile; type: string | null }[],
): Promise<void> {
  const { store, done } = database.transaction('photos', 'readwrite');
  for (const { file, type } of types) {
    const record = await store.get(file.itemKey);
    if (!record) continue;
    const originals = record.photo.originals.map((original) =>
      original.role === file.role && original.checksum === file.checksum
        ? { ...original, sniffed: type }
        : original,
    );
    await store.put({ ...record, photo: { ...record.photo, originals } });
  }
  await done;
}

/** Adds the types found in first bytes to a photo that is listed again. */
export function withKnownTypes(item: PhotoItem, old: PhotoItem | undefined): PhotoItem {
  if (!old?.originals.some(({ sniffed }) => sniffed !== undefined)) return item;
  const originals = item.originals.map((original) => {
    const same = old.originals.find(
      ({ role, checksum }) => role === original.role && checksum === original.checksum,
    );
    return same?.sniffed === undefined ? original : { ...original, sniffed: same.sniffed };
  });
  return { ...item, originals };
}

/** Whether the name of one of a photo's files would be a guess. */
export const isUntyped = (item: PhotoItem): boolean =>
  item.originals.some((each) => needsSniffing(item, each));
