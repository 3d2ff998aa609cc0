import { type Service, TransferError } from '../errors.ts';

/**
 * A body, part by part. Whoever stops reading closes it: no answer stays open unread.
 *
 * @param idleMs without a byte, after which it is given up
 * @throws {TransferError} `network` if it is cut or stalls
 */
export async function* readChunks(
  { body }: Response,
  service: Service,
  idleMs: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = body?.getReader();
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
      }, idleMs);
      const { done, value } = await reader.read();
      clearTimeout(timer);
      signal.throwIfAborted();
      if (isStalled) throw new TransferError('network', 'the answer stands still', { service });
      if (done) return;
      yield value;
    }
  } catch (error) {
    if (signal.aborted || error instanceof TransferError) throw error;
    throw new TransferError('network', 'the answer was cut', { service });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    stop();
  }
}
