import { InvariantError } from '../../errors.ts';
import { transition } from '../../domain/file/transition.ts';
import { reportedSizeOf } from '../../domain/file/file.ts';
import { readLatestRun } from '../database.ts';
import { createFileChanges, recoverFiles } from './file-changes.ts';
import { readGalleryFile } from '../galleries/read-gallery.ts';
import { readAlbumFile } from '../placing/album-files.ts';
import { readDetailsFile } from '../placing/details-files.ts';
import { withContent } from '../records.ts';
import { renameFile } from '../placing/rename-file.ts';
import { openOrders, takeWork } from './work-queue.ts';
import type { ChangeTracker } from '../manifest/changed-files.ts';
import type { LogDatabase } from '../schema.ts';
import type { WorkQueue } from '../../ports/work-queue.ts';

/** Implements the port of the queue. @param changes hears which files are confirmed or lost */
export function createQueueLog(database: LogDatabase, changes: ChangeTracker): WorkQueue {
  const files = createFileChanges(database, changes);
  return {
    recover: () => recoverFiles(database),
    openOrders: (orders) => openOrders(database, orders),
    takeWork: (now, limit, isTaken, takenCount) => takeWork(database, { now, limit, isTaken, takenCount }),
    apply: (key, ...events) => files.apply(key, ...events),
    rename: (file, reason) => renameFile(database, file, reason, changes),
    saveContentOf: (listed, checksum, sizeBytes) =>
      files.change(listed.key, (file) =>
        file.checksum === listed.checksum ? withContent(file, checksum, sizeBytes) : file,
      ),
    saveVerifiedSize: ({ key, checksum }, sizeBytes) =>
      files.change(key, (file) =>
        file.checksum === checksum ? { ...file, sizeBytes, toldBytes: reportedSizeOf(file) } : file,
      ),
    requeueMissing: (missing) =>
      files.change(missing.key, (file) =>
        file.checksum === missing.checksum && file.state.status === 'done'
          ? { ...file, state: transition(file.state, { type: 'missingAtDestination' }) }
          : file,
      ),
    knownContent: async (checksum) => (await database.get('contents', checksum)) ?? null,
    forgetContent: (checksum) => database.delete('contents', checksum),
    async readOwnFile(file) {
      const run = await readLatestRun(database);
      if (!run) throw new InvariantError('there is no run');
      if (file.role === 'gallery') return readGalleryFile(database, file, run);
      return file.role === 'album' ? readAlbumFile(database, file) : readDetailsFile(database, file, run);
    },
  };
}
