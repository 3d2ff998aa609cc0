import { fileKeyOf } from '../../domain/file/file-key.ts';
import { placementOf } from '../../domain/layout/placement.ts';
import { isAtApple, type Original } from '../../domain/photo/item.ts';
import type { Run } from '../../domain/run/run.ts';
import type { UnplacedFile } from '../../ports/planner.ts';
import type { LogDatabase, LogTransaction, PhotoRecord } from '../schema.ts';
import { allOf } from '../ranges.ts';
import { type PlacingBatch, readBatch, wantedOf } from './place-photos.ts';

/** Place of files that have no folder yet. */
const NO_FOLDER = '?';

/** Describes a file of a photo that has no place yet. */
export const unplacedFile = (
  { key, libraryKey }: PhotoRecord,
  { role, holder, field, checksum, sizeBytes }: Original,
): UnplacedFile => ({
  key: fileKeyOf(key, role, NO_FOLDER),
  order: 0,
  itemKey: key,
  libraryKey,
  role,
  holder,
  field,
  checksum,
  sizeBytes,
});

/** Reads the photos that are placed next. After the end of a walk, the marked ones follow. */
export async function readNext(transaction: LogTransaction, run: Run): Promise<PlacingBatch> {
  const read = await readBatch(transaction, run);
  return read.isWalk && read.batch.length === 0 ? readBatch(transaction, run, 'marked') : read;
}

/**
 * Lists the files that are probably transferred first: queued ones, then those of the next photos. Leaves out files whose
 * bytes Jottacloud is known to have.
 */
export async function firstFiles(database: LogDatabase, run: Run, limit: number): Promise<UnplacedFile[]> {
  const stores = ['libraries', 'photos', 'members', 'albums', 'items', 'files', 'contents', 'log'] as const;
  const transaction = database.transaction([...stores]);
  const next = await readNext(transaction, run);
  const keepsPlaces = next.log.placedUnder === placementOf(run);
  const queued = keepsPlaces
    ? await transaction.objectStore('files').index('byStatus').getAll(allOf('queued'), limit)
    : [];
  const unplaced = wantedOf(next, run).flatMap(({ photo, files }) =>
    photo.photo.originals
      .filter(({ role }) => !files.some((file) => file.role === role))
      .map((original) => unplacedFile(photo, original)),
  );
  const first = [...queued, ...unplaced].filter(isAtApple).slice(0, limit);
  const contents = transaction.objectStore('contents');
  const known = await Promise.all(first.map(({ checksum }) => contents.getKey(checksum)));
  await transaction.done;
  return first.filter((_, index) => known[index] === undefined);
}
