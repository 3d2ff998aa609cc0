import type { TransferSnapshot } from '../transfer/snapshot.ts';
import type { EpochMs } from '../units.ts';
import type { LogDatabase } from './database.ts';
import { readLatestRun, readLogRecord } from './database.ts';

/** Reads what a page needs for its first screen: three small records, whatever the size of the library. */
export function createSnapshotReader(
  opening: Promise<LogDatabase>,
  isConnected: () => Promise<boolean>,
  hasOpenedPage: () => Promise<boolean>,
  readResumedAt: () => Promise<EpochMs | null>,
): () => Promise<Omit<TransferSnapshot, 'session'>> {
  return async () => {
    const database = await opening;
    const [connected, opened, resumedAt, run, log] = await Promise.all([
      isConnected(),
      hasOpenedPage(),
      readResumedAt(),
      readLatestRun(database),
      readLogRecord(database),
    ]);
    return { connected, hasOpenedPage: opened, resumedAt, run, totals: log.totals };
  };
}
