import { folderOfPath } from '../../domain/layout/path-parts.ts';
import { pathKey } from '../../domain/layout/destination-path.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import type { RelativePath } from '../../units.ts';
import { foldersShowing, markGalleriesOf } from '../galleries/gallery-marks.ts';
import { forgetFiles } from '../runs/retry-failed.ts';
import { emptyLog } from '../database.ts';
import { type ChangeTracker, type NotedTurns, noteTurned } from '../manifest/changed-files.ts';
import { invalidateAlbumFilesOf } from './album-files.ts';
import type { LogDatabase } from '../schema.ts';

/**
 * Gives a finished file the path to which somebody moved it at Jottacloud. Its old path stays reserved. Changes nothing
 * if the file is no longer as it was. Invariant I8.
 *
 * A gallery page shows the folder it was written for, so it is forgotten instead, and each folder gets its own again.
 *
 * @param changes hears of it, so that the manifest follows too
 */
export async function followMove(
  database: LogDatabase,
  moved: QueuedFile,
  path: RelativePath,
  changes: ChangeTracker,
): Promise<void> {
  const { key, path: before, checksum, role } = moved;
  // Marked first: a death after the change would leave no reason to mark.
  if (role === 'gallery') {
    const folder = folderOfPath(before);
    await markGalleriesOf(database, [folder, folderOfPath(folder)]);
    return forgetFiles(database, [moved], changes);
  }
  await markGalleriesOf(database, foldersShowing([moved, { role, path }]));
  const transaction = database.transaction(['files', 'paths', 'albums', 'members', 'log'], 'readwrite');
  const files = transaction.objectStore('files');
  const file = await files.get(key);
  const isAsItWas = file?.state.status === 'done' && file.path === before && file.checksum === checksum;
  let turned: NotedTurns | null = null;
  if (file && isAsItWas) {
    await files.put({ ...file, path });
    const log = (await transaction.objectStore('log').get('log')) ?? emptyLog;
    turned = noteTurned(changes, log, [[file, { ...file, path }]]);
    await transaction.objectStore('log').put({ ...log, ...turned.record });
    await transaction.objectStore('paths').put({ key: pathKey(path), itemKey: file.itemKey, fileKey: key });
    await invalidateAlbumFilesOf(transaction, file.itemKey.replace(/^.*\//, ''));
  }
  await transaction.done;
  turned?.stored();
}
