import { isAbort, type Service, TransferError } from '../errors.ts';
import { epochMs } from '../units.ts';
import { parseRetryAfter } from './retry-after.ts';

/** The part of `fetch` that clients use; given to them, so that they know nothing of where they run. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Longest wait for the head of an answer. */
const HEAD_TIMEOUT_MS = 60_000;

/** What never differs between our calls: no cookies, no redirects, no cache. */
const strict = {
  credentials: 'omit',
  redirect: 'error',
  cache: 'no-store',
  referrerPolicy: 'no-referrer',
} as const;

/**
 * Sends a request and waits for the head of its answer; the body is the caller's to read or to cancel.
 *
 * @throws {TransferError} `network` if nothing came back in time (browsers do not tell why), for any status an answer
 */
export async function send(
  fetch: Fetch,
  service: Service,
  url: string,
  init: RequestInit,
  signal?: AbortSignal,
): Promise<Response> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), HEAD_TIMEOUT_MS);
  const both = signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal;
  try {
    return await fetch(url, { ...strict, ...init, signal: both });
  } catch (error) {
    if (signal?.aborted && isAbort(error)) throw error;
    throw new TransferError('network', timeout.signal.aborted ? 'no answer in time' : 'no connection', {
      service,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Reads a body as text. @throws {TransferError} `network` if it ends early */
export async function readText(response: Response, service: Service, signal?: AbortSignal): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new TransferError('network', 'the answer was cut', { service });
  }
}

/** An error for statuses that mean the same everywhere: busy or broken services. null for all others. */
export function busyError(
  status: number,
  retryAfter: string | null,
  service: Service,
  now = Date.now(),
): TransferError | null {
  const retryAfterMs = parseRetryAfter(retryAfter, epochMs(now));
  const more = { service, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  if (status === 429) return new TransferError('rate-limited', 'status 429', more);
  if (status === 408 || status === 509 || (status >= 500 && status < 600))
    return new TransferError('service-down', `status ${status}`, more);
  return null;
}
