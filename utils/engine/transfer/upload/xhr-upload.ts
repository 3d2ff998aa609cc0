import { TransferError } from '../../../errors.ts';
import { createWatchdog } from '../../../http/watchdog.ts';
import type { SendBody } from '../../../jottacloud/client.ts';

/** Longest time without progress. The response to the last byte may take as long. */
const IDLE_MS = 120_000;
/** Largest response that is read. A usual one has a few hundred bytes. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/**
 * Sends a body with XMLHttpRequest: only it reports progress and sends a Content-Length for a Blob. Sends no cookies, and
 * rejects a response that came through a redirect. Decision: docs/decisions/019-processor-of-a-file.md.
 */
export const xhrSend: SendBody = ({ url, headers, body }, onSent, signal) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const end = (error: Error | null): void => {
      watchdog.end();
      signal.removeEventListener('abort', abort);
      if (error) reject(error);
    };
    const abort = (): void => {
      request.abort();
      end(new DOMException('aborted', 'AbortError'));
    };
    const failed = (detail: string): void =>
      end(new TransferError('network', detail, { service: 'jottacloud' }));
    const watchdog = createWatchdog(IDLE_MS, () => {
      request.abort();
      failed('the upload stands still');
    });

    if (signal.aborted) return end(new DOMException('aborted', 'AbortError'));
    signal.addEventListener('abort', abort, { once: true });
    request.open('POST', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded }) => {
      onSent(loaded);
      watchdog.wait();
    });
    request.addEventListener('progress', ({ loaded }) => {
      if (loaded <= MAX_ANSWER_BYTES) return;
      request.abort();
      failed('the answer to the upload does not end');
    });
    request.addEventListener('error', () => failed('the upload was cut'));
    request.addEventListener('load', () => {
      if (request.responseURL !== url && !isSame(request.responseURL, url))
        return failed('the upload was redirected');
      end(null);
      resolve({
        status: request.status,
        body: request.responseText,
        retryAfter: request.getResponseHeader('Retry-After'),
      });
    });
    watchdog.wait();
    request.send(body);
  });

const isSame = (one: string, other: string): boolean =>
  URL.canParse(one) && new URL(one).href === new URL(other).href;
