import type { TransferSnapshot, WaitingSends } from '../../domain/run/snapshot.ts';
import type { EpochMs } from '../../units.ts';
import { readLatestRun, readLogRecord } from '../database.ts';
import type { LogDatabase } from '../schema.ts';

/** Creates the reader of a page's first screen. It reads a few small records, whatever the size of the library. */
export function createSnapshotReader(
  opening: Promise<LogDatabase>,
  read: {
    isConnected: () => Promise<boolean>;
    hasOpenedTab: () => Promise<boolean>;
    resumedAt: () => Promise<EpochMs | null>;
    waiting: () => Promise<WaitingSends>;
  },
): () => Promise<Omit<TransferSnapshot, 'session'>> {
  return async () => {
    const database = await opening;
    const [connected, hasOpenedTab, resumedAt, waiting, run, log] = await Promise.all([
      read.isConnected(),
      read.hasOpenedTab(),
      read.resumedAt(),
      read.waiting(),
      readLatestRun(database),
      readLogRecord(database),
    ]);
    return { connected, hasOpenedTab, resumedAt, waiting, run, totals: log.totals };
  };
}
