import { TransferError } from '../../errors.ts';
import { createWatchdog } from '../../http/watchdog.ts';
import type { SendBody } from '../../jottacloud/client.ts';

/** An upload that gets no further for so long is given up; the answer to the last byte may take as long. */
const IDLE_MS = 120_000;
/** An answer has a few hundred bytes. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/**
 * Sends a body by XMLHttpRequest: the only way that tells how far it is and gives a Content-Length for a Blob.
 * No cookies; an answer that came by way of a redirect counts as none.
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
