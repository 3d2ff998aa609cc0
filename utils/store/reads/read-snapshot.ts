import type { WhoseCopy } from '../../domain/account/logs.ts';
import type { TransferSnapshot, WaitingSends } from '../../domain/run/snapshot.ts';
import type { EpochMs } from '../../units.ts';
import { completenessOf } from '../../domain/top-up/completeness.ts';
import type { LogDatabase } from '../schema.ts';
import { readTopUpFacts } from '../top-ups/top-ups.ts';

/** Creates the reader of a page's first screen. It reads a few small records, whatever the size of the library. */
export function createSnapshotReader(
  open: () => Promise<LogDatabase>,
  read: {
    isConnected: () => Promise<boolean>;
    hasOpenedTab: () => Promise<boolean>;
    resumedAt: () => Promise<EpochMs | null>;
    waiting: (log: string) => Promise<WaitingSends>;
    whose: () => Promise<WhoseCopy>;
  },
): () => Promise<Omit<TransferSnapshot, 'session'>> {
  return async () => {
    const opening = open();
    const [connected, hasOpenedTab, resumedAt, waiting, whose, facts] = await Promise.all([
      read.isConnected(),
      read.hasOpenedTab(),
      read.resumedAt(),
      opening.then(({ name }) => read.waiting(name)),
      read.whose(),
      opening.then(readTopUpFacts),
    ]);
    const { latest, totals } = facts;
    const completeness = completenessOf(facts);
    return { connected, hasOpenedTab, resumedAt, waiting, whose, run: latest, totals, completeness };
  };
}
