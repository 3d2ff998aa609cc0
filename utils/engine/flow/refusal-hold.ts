import { isOver } from '../../domain/file/retry.ts';
import type { TransferError } from '../../errors.ts';
import type { IcloudReply } from '../../icloud/transport.ts';
import { type EpochMs, epochMs } from '../../units.ts';

/**
 * Time after "too many requests" in which calls arrive that were made before their maker heard of it. Every wait after such an
 * answer is longer (retry-table.ts).
 */
const UNHEARD_MS = 400;

/** Failures of the whole service, each of which also answers calls that have not left yet. */
export interface RefusalHold {
  /** Notes that a call has arrived. @returns returns, when it would leave, what it gets in place of an answer; null: it leaves */
  arrive(): () => Promise<IcloudReply> | null;
  /** Notes a failure of the whole service, and the reply that shows it. */
  note(reply: Promise<IcloudReply>, failure: TransferError): void;
}

/**
 * Creates a hold. A failure answers the calls that wait at that moment, and "too many requests" also those that were on their way
 * here.
 */
export function createRefusalHold(now: () => EpochMs): RefusalHold {
  let latest: Promise<IcloudReply> | null = null;
  let unheard: { reply: Promise<IcloudReply>; since: EpochMs; until: EpochMs } | null = null;
  return {
    arrive() {
      const before = latest;
      return () => {
        if (latest !== before) return latest;
        return unheard !== null && !isOver(unheard, now()) ? unheard.reply : null;
      };
    },
    note(reply, { code }) {
      latest = reply;
      const since = now();
      if (code === 'rate-limited') unheard = { reply, since, until: epochMs(since + UNHEARD_MS) };
    },
  };
}
