import { MAX_CALLS } from '../../domain/progress/call-pace.ts';
import { refusalIn } from '../../icloud/errors.ts';
import type { IcloudReply } from '../../icloud/transport.ts';
import { createSemaphore } from './semaphore.ts';

/**
 * Time in ms after "too many requests" in which calls arrive that were made before their maker heard of it. Every wait after such
 * an answer is longer (retry-table.ts).
 */
export const UNHEARD_MS = 400;

/** Sends a call once fewer than the most are at Apple. */
export type PassGate = (
  call: () => Promise<IcloudReply>,
  signal: AbortSignal,
  now?: () => number,
) => Promise<IcloudReply>;

/**
 * Creates the last gate before Apple, in the page that makes the calls: the most are at Apple at a time, and a few wait here, so
 * that the next one leaves while an answer travels through the browser. After a refusal, those that wait get the same reply and
 * are never sent; after "too many requests", neither are those that were on their way here. Decision: docs/decisions/011-pace-of-cloudkit-calls.md.
 *
 * The reply says how long Apple took, in ms of `now`.
 */
export function createCallGate(): PassGate {
  const permits = createSemaphore(MAX_CALLS);
  let refusal: IcloudReply | null = null;
  /** Time of the last "too many requests". */
  let refusedAt = -Infinity;
  return async (call, signal, now = () => performance.now()) => {
    const refusalBefore = refusal;
    const release = await permits.acquire(1, signal);
    try {
      const sentAt = now();
      const isUnheard = sentAt >= refusedAt && sentAt < refusedAt + UNHEARD_MS;
      if (refusal !== null && (refusal !== refusalBefore || isUnheard)) return refusal;
      const reply = { ...(await call()), tookMs: now() - sentAt };
      const error = refusalIn(reply);
      if (error) refusal = reply;
      if (error?.code === 'rate-limited') refusedAt = now();
      return reply;
    } finally {
      release();
    }
  };
}
