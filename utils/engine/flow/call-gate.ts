import { MAX_CALLS } from '../../domain/progress/call-pace.ts';
import { refusalIn } from '../../icloud/errors.ts';
import type { IcloudReply } from '../../icloud/transport.ts';
import { epochMs, type EpochMs } from '../../units.ts';
import { createRefusalHold } from './refusal-hold.ts';
import { createSemaphore } from './semaphore.ts';

/** Sends a call once fewer than the most are at Apple. The reply says how long Apple took. */
export type PassGate = (call: () => Promise<IcloudReply>, signal: AbortSignal) => Promise<IcloudReply>;

/**
 * Creates the last gate before Apple, in the page that makes the calls: the most are at Apple at a time, and a few wait here, so
 * that the next one leaves while an answer travels through the browser. After a refusal, those that wait get the same reply and
 * are never sent; after "too many requests", neither are those that were on their way here.
 * Decision: docs/decisions/011-pace-of-cloudkit-calls.md.
 */
export function createCallGate({ now = () => epochMs(Date.now()) }: { now?: () => EpochMs } = {}): PassGate {
  const permits = createSemaphore(MAX_CALLS);
  const hold = createRefusalHold(now);
  return async (call, signal) => {
    const answerInstead = hold.arrive();
    const release = await permits.acquire(1, signal);
    try {
      const held = answerInstead();
      if (held) return await held;
      const sentAt = now();
      const reply = { ...(await call()), tookMs: now() - sentAt };
      const refusal = refusalIn(reply);
      if (refusal) hold.note(Promise.resolve(reply), refusal);
      return reply;
    } finally {
      release();
    }
  };
}
