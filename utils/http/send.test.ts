import { afterEach, describe, expect, test, vi } from 'vitest';
import { busyError, type Fetch, send, sendForText } from './send.ts';

const now = Date.UTC(2026, 10, 23, 12);

describe('what a status says of the whole service', () => {
  test.each([
    [429, '90', { code: 'rate-limited', retryAfterMs: 90_000 }],
    [429, null, { code: 'rate-limited', retryAfterMs: undefined }],
    [503, 'Mon, 23 Nov 2026 12:00:30 GMT', { code: 'service-down', retryAfterMs: 30_000 }],
    [500, null, { code: 'service-down' }],
    [599, null, { code: 'service-down' }],
    [408, null, { code: 'service-down' }],
    [509, '5', { code: 'service-down', retryAfterMs: 5_000 }],
  ])('%d with Retry-After %j', (status, retryAfter, expected) => {
    expect(busyError(status, retryAfter, 'jottacloud', now)).toMatchObject({
      ...expected,
      service: 'jottacloud',
    });
  });

  test.each([200, 206, 400, 401, 404, 410, 420, 421, 460, 600])('%d says nothing of it', (status) => {
    expect(busyError(status, '5', 'icloud', now)).toBeNull();
  });
});

describe('sending', () => {
  afterEach(() => void vi.useRealTimers());
  const request = { service: 'jottacloud', url: 'https://example.org/', init: {} } as const;
  const hangs: Fetch = (_, { signal }) =>
    new Promise((_resolve, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason as Error)),
    );

  test('carries no cookies and follows no redirect', async () => {
    let sent: RequestInit = {};
    await send(async (_, init) => ((sent = init), new Response('')), { ...request, init: { method: 'GET' } });
    expect(sent).toMatchObject({
      method: 'GET',
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
  });

  test('a broken connection is the network’s fault, without a word of where it led', async () => {
    const broken: Fetch = () => Promise.reject(new TypeError('Failed to fetch https://x/?token=1'));
    await expect(send(broken, request)).rejects.toMatchObject({
      code: 'network',
      message: 'no connection',
    });
  });

  test('an abort stays an abort', async () => {
    const stop = new AbortController();
    const answer = send(hangs, { ...request, signal: stop.signal });
    stop.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('a head that does not come within a minute is given up', async () => {
    vi.useFakeTimers();
    const failure = send(hangs, request).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await failure).toMatchObject({
      code: 'network',
      message: 'no answer in time',
    });
  });

  test('a text that stands still after its head is given up', async () => {
    vi.useFakeTimers();
    const stalls: Fetch = async (_, { signal }) => {
      const body = new ReadableStream({
        start: (controller) =>
          signal?.addEventListener('abort', () =>
            controller.error(new DOMException('aborted', 'AbortError')),
          ),
      });
      return new Response(body);
    };
    const failure = sendForText(stalls, request).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await failure).toMatchObject({
      code: 'network',
      message: 'no answer in time',
    });
  });

  test('a text comes with its status and how long to wait', async () => {
    const answer: Fetch = async () => new Response('busy', { status: 503, headers: { 'Retry-After': '7' } });
    expect(await sendForText(answer, request)).toEqual({
      status: 503,
      ok: false,
      retryAfter: '7',
      text: 'busy',
    });
  });

  test('a text that is cut is the network’s fault', async () => {
    const cut = new ReadableStream({ start: (controller) => controller.error(new TypeError('cut')) });
    await expect(sendForText(async () => new Response(cut), request)).rejects.toMatchObject({
      code: 'network',
    });
  });
});
