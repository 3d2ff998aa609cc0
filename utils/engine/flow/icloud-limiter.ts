import { TransferError } from '../../errors.ts';
import { readReply } from '../../icloud/errors.ts';
import type { IcloudReply } from '../../icloud/transport.ts';
import { isAboutService } from './backoff.ts';
import { createSemaphore } from './semaphore.ts';

/** CloudKit calls at a time. Apple throttles these calls. Source: docs/icloud-photos.md 6.5. */
const MAX_CONCURRENT_CALLS = 2;

/** Longest reply, in characters, that may report an error in a 200. Replies with photos are longer. */
const MAX_REFUSAL_LENGTH = 10_000;

/** Makes a call as soon as the limit allows. */
export type RunLimited = (call: () => Promise<IcloudReply>, signal: AbortSignal) => Promise<IcloudReply>;

/**
 * Limits CloudKit calls to two at a time. It counts them where they leave, so that Apple is never idle while an answer
 * is on its way through the browser. If a call fails in a way that concerns the whole service, the waiting calls fail
 * with it and are never sent. Decision: docs/decisions/002-two-cloudkit-calls.md, assumption S8.
 */
export function createIcloudLimiter(): RunLimited {
  const permits = createSemaphore(MAX_CONCURRENT_CALLS);
  let refusal: Promise<IcloudReply> | null = null;
  return async (call, signal) => {
    const refusalBefore = refusal;
    const release = await permits.acquire(1, signal);
    try {
      if (refusal !== null && refusal !== refusalBefore) return await refusal;
      const reply = call();
      if (await isServiceFailure(reply)) refusal = reply;
      return await reply;
    } finally {
      release();
    }
  };
}

async function isServiceFailure(call: Promise<IcloudReply>): Promise<boolean> {
  try {
    const reply = await call;
    if (reply.status !== 200 || reply.body.length < MAX_REFUSAL_LENGTH) readReply(reply);
    return false;
  } catch (error) {
    return error instanceof TransferError && isAboutService(error.code);
  }
}
