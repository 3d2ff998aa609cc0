import { type Service, TransferError } from '../errors.ts';
import { createWatchdog } from './watchdog.ts';

/** Most bytes that are read at once. Source: docs/browser-platform.md, E. */
const BUFFER_BYTES = 1024 * 1024;

/**
 * Yields a body part by part, each in the same memory: the next part overwrites the one before. New memory for each
 * part would pile up faster than a busy browser frees it. Decision: docs/decisions/005-memory-of-large-files.md.
 *
 * Closes the body when the caller stops reading, so that no response stays open.
 *
 * @param idleMs longest time without a byte
 * @throws {TransferError} `network` if the body is cut or stalls
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
      if (isStalled) throw new TransferError('network', `no byte within ${idleMs} ms`, { service });
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
