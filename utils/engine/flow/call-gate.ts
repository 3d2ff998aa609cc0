import { MAX_CALLS } from '../../domain/progress/call-pace.ts';
import { refusalIn } from '../../icloud/errors.ts';
import type { IcloudReply } from '../../icloud/transport.ts';
import { createSemaphore } from './semaphore.ts';

/** Sends a call once fewer than the most are at Apple. */
export type PassGate = (
  call: () => Promise<IcloudReply>,
  signal: AbortSignal,
  now?: () => number,
) => Promise<IcloudReply>;

/**
 * Creates the last gate before Apple, in the page that makes the calls: the most are at Apple at a time, and a few wait here, so
 * that the next one leaves while an answer travels through the browser. After a refusal, those that wait get the same reply and
 * are never sent. Decision: docs/decisions/011-pace-of-cloudkit-calls.md.
 *
 * The reply says how long Apple took, in ms of `now`.
 */
export function createCallGate(): PassGate {
  const permits = createSemaphore(MAX_CALLS);
  let refusal: IcloudReply | null = null;
  return async (call, signal, now = () => performance.now()) => {
    const refusalBefore = refusal;
    const release = await permits.acquire(1, signal);
    try {
      if (refusal !== null && refusal !== refusalBefore) return refusal;
      const sentAt = now();
      const reply = { ...(await call()), tookMs: now() - sentAt };
      if (refusalIn(reply)) refusal = reply;
      return reply;
    } finally {
      release();
    }
  };
}
