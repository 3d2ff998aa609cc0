import type { TransferSnapshot, WaitingSends } from '../../domain/run/snapshot.ts';
import type { EpochMs } from '../../units.ts';
import { readLatestRun, readLogRecord } from '../database.ts';
import type { LogDatabase } from '../schema.ts';

/** Creates the reader of a page's first screen. It reads a few small records, whatever the size of the library. */
export function createSnapshotReader(
  opening: Promise<LogDatabase>,
  read: {
    isConnected: () => Promise<boolean>;
    hasOpenedPage: () => Promise<boolean>;
    resumedAt: () => Promise<EpochMs | null>;
    waiting: () => Promise<WaitingSends>;
  },
): () => Promise<Omit<TransferSnapshot, 'session'>> {
  return async () => {
    const database = await opening;
    const [connected, hasOpenedPage, resumedAt, waiting, run, log] = await Promise.all([
      read.isConnected(),
      read.hasOpenedPage(),
      read.resumedAt(),
      read.waiting(),
      readLatestRun(database),
      readLogRecord(database),
    ]);
    return { connected, hasOpenedPage, resumedAt, waiting, run, totals: log.totals };
  };
}
