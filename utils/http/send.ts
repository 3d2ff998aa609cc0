import { isAbort, type Service, TransferError } from '../errors.ts';
import { epochMs } from '../units.ts';
import { readText } from './read-text.ts';
import { parseRetryAfter } from './retry-after.ts';

/** The part of `fetch` that clients use. They receive it, so they do not depend on the context that they run in. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Longest wait for the head of a response. */
const HEAD_TIMEOUT_MS = 60_000;
/** Longest wait for the whole of a short response. */
const TEXT_TIMEOUT_MS = 120_000;

/** Settings of every call: no cookies, no redirects, no cache. */
const strict = {
  credentials: 'omit',
  redirect: 'error',
  cache: 'no-store',
  referrerPolicy: 'no-referrer',
} as const;

/** One request to a service. */
export interface ServiceRequest {
  service: Service;
  url: string;
  init: RequestInit;
  signal?: AbortSignal | undefined;
}

/** A short response, read to its end. */
export interface TextAnswer {
  status: number;
  ok: boolean;
  retryAfter: string | null;
  text: string;
}

/**
 * Sends a request and waits for the head of the response. The caller reads or cancels the body.
 *
 * @throws {TransferError} `network` without a response in time. Browsers do not say why. Every status is a response.
 */
export function send(fetch: Fetch, request: ServiceRequest, timeoutMs = HEAD_TIMEOUT_MS): Promise<Response> {
  return inTime(request, timeoutMs, (signal) => fetch(request.url, { ...strict, ...request.init, signal }));
}

/**
 * Sends a request and reads the whole body as text.
 *
 * @throws {TransferError} `network`, also if the body is cut or stalls
 */
export function sendForText(fetch: Fetch, request: ServiceRequest): Promise<TextAnswer> {
  const { service, url, init } = request;
  return inTime(request, TEXT_TIMEOUT_MS, async (signal) => {
    const response = await fetch(url, { ...strict, ...init, signal });
    const { status, ok, headers } = response;
    return { status, ok, retryAfter: headers.get('Retry-After'), text: await readText(response, service) };
  });
}

async function inTime<T>(
  { service, signal }: ServiceRequest,
  timeoutMs: number,
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
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Returns the error for a status that means the same everywhere: a busy or broken service. null for all others. */
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
