import { TransferError } from '../errors.ts';

/** A transfer that brings no byte for so long is given up. */
const IDLE_MS = 30_000;

/**
 * A body, part by part. Whoever stops reading closes it: no answer stays open unread.
 *
 * @throws {TransferError} `network` if it is cut or stalls
 */
export async function* readChunks(
  response: Response,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  if (!reader) return;
  let isStalled = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      timer = setTimeout(() => {
        isStalled = true;
        stop();
      }, IDLE_MS);
      const { done, value } = await reader.read();
      clearTimeout(timer);
      signal.throwIfAborted();
      if (isStalled)
        throw new TransferError('network', 'no byte for half a minute', { service: 'icloud-bytes' });
      if (done) return;
      yield value;
    }
  } catch (error) {
    if (signal.aborted || error instanceof TransferError) throw error;
    throw new TransferError('network', 'the answer was cut', { service: 'icloud-bytes' });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    stop();
  }
}
