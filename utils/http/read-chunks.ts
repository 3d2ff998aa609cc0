import { type Service, TransferError } from '../errors.ts';
import { createWatchdog } from './watchdog.ts';

/** Most that is read at once. Source: docs/browser-platform.md, E. */
const BUFFER_BYTES = 1024 * 1024;

/**
 * A body, part by part, each in the same memory: what comes is overwritten when the next is asked for. A new piece of
 * memory for each would pile up faster than a busy browser clears it away. Whoever stops reading closes the body: no
 * answer stays open unread.
 *
 * @param idleMs without a byte, after which it is given up
 * @throws {TransferError} `network` if it is cut or stalls
 */
export async function* readChunks(
  { body, headers }: Response,
  service: Service,
  idleMs: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = body?.getReader({ mode: 'byob' });
  if (!reader) return;
  let isStalled = false;
  const stop = (): void => void reader.cancel().catch(() => undefined);
  const watchdog = createWatchdog(idleMs, () => {
    isStalled = true;
    stop();
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    const length = Number(headers.get('Content-Length') ?? NaN);
    let buffer = new ArrayBuffer(length > 0 ? Math.min(length, BUFFER_BYTES) : BUFFER_BYTES);
    for (;;) {
      watchdog.wait();
      const { done, value } = await reader.read(new Uint8Array(buffer));
      watchdog.rest();
      signal.throwIfAborted();
      if (isStalled) throw new TransferError('network', 'the answer stands still', { service });
      if (done) return;
      yield value;
      buffer = value.buffer;
    }
  } catch (error) {
    if (signal.aborted || error instanceof TransferError) throw error;
    throw new TransferError('network', 'the answer was cut', { service, cause: error });
  } finally {
    watchdog.end();
    signal.removeEventListener('abort', stop);
    stop();
  }
}
