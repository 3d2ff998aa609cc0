import { type ErrorCode, TransferError } from '../../errors.ts';
import { firstPace, MAX_CALLS, paceAfter } from '../../domain/progress/call-pace.ts';
import { readReply } from '../../icloud/errors.ts';
import type { IcloudReply } from '../../icloud/transport.ts';
import { type EpochMs, epochMs } from '../../units.ts';
import { isAboutService } from './backoff.ts';
import { createSemaphore } from './semaphore.ts';

/** Longest reply, in characters, that may report an error in a 200. Replies with photos are longer. */
const MAX_REFUSAL_LENGTH = 10_000;

/** Failures on the way to Apple. They say nothing about how many calls Apple takes. */
const FAILURES_ON_THE_WAY: ReadonlySet<ErrorCode> = new Set(['network', 'offline', 'icloud-page-silent']);

/** Makes a call as soon as the limit allows. */
export type RunLimited = (call: () => Promise<IcloudReply>, signal: AbortSignal) => Promise<IcloudReply>;

/**
 * Limits CloudKit calls: two at a time, and up to eight while Apple answers as fast as before. It counts them where they
 * leave, so that Apple is never idle while an answer is on its way through the browser. If a call fails in a way that
 * concerns the whole service, the waiting calls fail with it and are never sent.
 * Decision: docs/decisions/011-pace-of-cloudkit-calls.md, assumption S8.
 *
 * @param options.most upper limit at this moment; default: eight
 * @param options.now clock of the pace; default: the computer's
 */
export function createIcloudLimiter({
  most = () => MAX_CALLS,
  now = () => epochMs(Date.now()),
}: { most?: () => number; now?: () => EpochMs } = {}): RunLimited {
  let pace = firstPace;
  const permits = createSemaphore(pace.concurrency.limit);
  let refusal: Promise<IcloudReply> | null = null;
  const learn = (since: EpochMs, isSaturated: boolean, failure: ErrorCode | null): void => {
    if (failure !== null && FAILURES_ON_THE_WAY.has(failure)) return;
    const answer = { at: now(), tookMs: now() - since, isSaturated, isRefused: failure !== null };
    pace = paceAfter(pace, answer, most());
    permits.resize(pace.concurrency.limit);
  };
  return async (call, signal) => {
    const refusalBefore = refusal;
    const release = await permits.acquire(1, signal);
    try {
      if (refusal !== null && refusal !== refusalBefore) return await refusal;
      const since = now();
      const isSaturated = permits.waiting > 0;
      const reply = call();
      const failure = await serviceFailureOf(reply);
      learn(since, isSaturated, failure);
      if (failure !== null) refusal = reply;
      return await reply;
    } finally {
      release();
    }
  };
}

/** Returns the code of a failure that concerns the whole service; null for any other reply. */
async function serviceFailureOf(call: Promise<IcloudReply>): Promise<ErrorCode | null> {
  try {
    const reply = await call;
    if (reply.status !== 200 || reply.body.length < MAX_REFUSAL_LENGTH) readReply(reply);
    return null;
  } catch (error) {
    return error instanceof TransferError && isAboutService(error.code) ? error.code : null;
  }
}
