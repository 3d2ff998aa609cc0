import type { DestinationIndex, ManifestLog } from './destination-index.ts';
import type { ListingLog } from './listing-log.ts';
import type { Planner } from './planner.ts';
import type { RecoveryLog } from './recovery/recovery-log.ts';
import type { RunLog } from './run-log.ts';
import type { SpeedStore } from './speed-store.ts';
import type { WorkQueue } from './work-queue.ts';

/** The resume log. Every change is durable when its promise resolves. */
export interface Store
  extends RunLog, ListingLog, Planner, WorkQueue, ManifestLog, DestinationIndex, SpeedStore, RecoveryLog {}
