import type { Store } from '../ports/store.ts';
import { countUnusable } from './listing/photo-entry.ts';
import { readSpeeds, saveSpeeds } from './runs/speeds.ts';
import { filesAt } from './queue/work-queue.ts';
import { allOfAfter } from './ranges.ts';
import { createListingLog } from './listing/listing-log.ts';
import { createRecoveryLog } from './recovery/recovery-log.ts';
import { followMove } from './placing/follow-move.ts';
import { type ChangeTracker, createChangeTracker } from './manifest/changed-files.ts';
import { createManifestLog } from './manifest/manifest-log.ts';
import { createPlanner } from './placing/planner.ts';
import { createQueueLog } from './queue/queue-log.ts';
import { createRunLog } from './runs/run-log.ts';
import type { LogDatabase } from './schema.ts';
import type { DestinationIndex } from '../ports/destination-index.ts';
import type { SpeedStore } from '../ports/speed-store.ts';
import { changeLog } from './change-record.ts';

/** Creates the resume log in IndexedDB. */
export function createLogStore(database: LogDatabase): Store {
  const changes = createChangeTracker();
  return {
    ...createRunLog(database, changes),
    ...createListingLog(database),
    ...createPlanner(database, changes),
    ...createQueueLog(database, changes),
    ...createManifestLog(database, changes),
    ...createDestinationIndex(database, changes),
    ...createRecoveryLog(database),
    ...createSpeedStore(database),
  };
}

const createDestinationIndex = (database: LogDatabase, changes: ChangeTracker): DestinationIndex => ({
  filesAt: (paths) => filesAt(database, paths),
  doneFiles: (afterOrder, limit) =>
    database.getAllFromIndex('files', 'byStatus', allOfAfter('done', afterOrder), limit),
  followMove: (file, path) => followMove(database, file, path, changes),
  unusableCount: () => countUnusable(database),
  saveChecked: (checkedAt) => changeLog(database, (log) => ({ ...log, checkedAt })),
});

const createSpeedStore = (database: LogDatabase): SpeedStore => ({
  saveSpeed: (bytesPerSecond) => changeLog(database, (log) => ({ ...log, bytesPerSecond })),
  readSpeeds: (runId) => readSpeeds(database, runId),
  saveSpeeds: (series) => saveSpeeds(database, series),
});
