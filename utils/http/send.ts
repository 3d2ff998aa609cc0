import { isAbort, type Service, TransferError } from '../errors.ts';
import { epochMs } from '../units.ts';
import { readText } from './read-text.ts';
import { parseRetryAfter } from './retry-after.ts';

/** The part of `fetch` that clients use; given to them, so that they know nothing of where they run. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Longest wait for the head of an answer. */
const HEAD_TIMEOUT_MS = 60_000;
/** Longest wait for the whole of a short answer. */
const TEXT_TIMEOUT_MS = 120_000;

/** What never differs between our calls: no cookies, no redirects, no cache. */
const strict = {
  credentials: 'omit',
  redirect: 'error',
  cache: 'no-store',
  referrerPolicy: 'no-referrer',
} as const;

/** A short answer, read to its end. */
export interface TextAnswer {
  status: number;
  ok: boolean;
  retryAfter: string | null;
  text: string;
}

/**
 * Sends a request and waits for the head of its answer; the body is the caller's to read or to cancel.
 *
 * @throws {TransferError} `network` if nothing came back in time (browsers do not tell why), for any status an answer
 */
export function send(
  fetch: Fetch,
  service: Service,
  url: string,
  init: RequestInit,
  signal?: AbortSignal,
  timeoutMs = HEAD_TIMEOUT_MS,
): Promise<Response> {
  return inTime(service, timeoutMs, signal, (both) => fetch(url, { ...strict, ...init, signal: both }));
}

/** The same, with the body. @throws {TransferError} `network`, also if the body is cut or does not come */
export function sendForText(
  fetch: Fetch,
  service: Service,
  url: string,
  init: RequestInit,
  signal?: AbortSignal,
): Promise<TextAnswer> {
  return inTime(service, TEXT_TIMEOUT_MS, signal, async (both) => {
    const response = await fetch(url, { ...strict, ...init, signal: both });
    const { status, ok, headers } = response;
    return { status, ok, retryAfter: headers.get('Retry-After'), text: await readText(response, service) };
  });
}

async function inTime<T>(
  service: Service,
  timeoutMs: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), timeoutMs);
  try {
    return await work(signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal);
  } catch (error) {
    if (signal?.aborted && isAbort(error)) throw error;
    throw new TransferError('network', timeout.signal.aborted ? 'no answer in time' : 'no connection', {
      service,
    });
  } finally {
    clearTimeout(timer);
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
