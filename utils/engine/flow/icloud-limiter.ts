import { TransferError } from '../../errors.ts';
import { readReply } from '../../icloud/errors.ts';
import type { IcloudReply } from '../../icloud/transport.ts';
import { isAboutService } from './backoff.ts';
import { createSemaphore } from './semaphore.ts';

/** CloudKit's calls are what Apple throttles: never more at a time. Source: docs/icloud-photos.md 6.5. */
const MAX_AT_APPLE = 2;

/** Characters. No answer that says what is wrong is as long, and lists of photos are longer. */
const MAX_REFUSAL = 10_000;

/** Makes a call when its turn comes. */
export type RunLimited = (call: () => Promise<IcloudReply>, signal: AbortSignal) => Promise<IcloudReply>;

/**
 * Lets calls go out two at a time. They are counted where they leave, so that no place at Apple stays empty while an
 * answer is on its way through the browser. When one fails in a way that is about the whole service, those that wait
 * fail with it and never go out.
 */
export function createIcloudLimiter(): RunLimited {
  const places = createSemaphore(MAX_AT_APPLE);
  let refused: Promise<IcloudReply> | null = null;
  return async (call, signal) => {
    const before = refused;
    const leave = await places.acquire(1, signal);
    try {
      if (refused !== null && refused !== before) return await refused;
      const answer = call();
      if (await wantsRest(answer)) refused = answer;
      return await answer;
    } finally {
      leave();
    }
  };
}

async function wantsRest(answer: Promise<IcloudReply>): Promise<boolean> {
  try {
    const reply = await answer;
    if (reply.status !== 200 || reply.body.length < MAX_REFUSAL) readReply(reply);
    return false;
  } catch (error) {
    return error instanceof TransferError && isAboutService(error.code);
  }
}
