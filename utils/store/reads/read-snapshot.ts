import type { TransferSnapshot, WaitingSends } from '../../domain/run/snapshot.ts';
import type { EpochMs } from '../../units.ts';
import { completenessOf } from '../../domain/top-up/top-up.ts';
import type { LogDatabase } from '../schema.ts';
import { readTopUpFacts } from '../top-ups/top-ups.ts';

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
    const [connected, hasOpenedTab, resumedAt, waiting, facts] = await Promise.all([
      read.isConnected(),
      read.hasOpenedTab(),
      read.resumedAt(),
      read.waiting(),
      readTopUpFacts(database),
    ]);
    const { latest, totals, complete, note } = facts;
    const completeness = completenessOf(complete, note);
    return { connected, hasOpenedTab, resumedAt, waiting, run: latest, totals, completeness };
  };
}
