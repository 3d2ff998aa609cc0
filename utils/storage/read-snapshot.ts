import type { TransferSnapshot } from '../transfer/snapshot.ts';
import type { LogDatabase } from './database.ts';
import { readLatestRun, readLogRecord } from './database.ts';

/** Reads what a page needs for its first screen: three small records, whatever the size of the library. */
export function createSnapshotReader(
  opening: Promise<LogDatabase>,
  isConnected: () => Promise<boolean>,
  hasOpenedPage: () => Promise<boolean>,
): () => Promise<Omit<TransferSnapshot, 'session'>> {
  return async () => {
    const database = await opening;
    const [connected, opened, run, log] = await Promise.all([
      isConnected(),
      hasOpenedPage(),
      readLatestRun(database),
      readLogRecord(database),
    ]);
    return { connected, hasOpenedPage: opened, run, totals: log.totals };
  };
}
