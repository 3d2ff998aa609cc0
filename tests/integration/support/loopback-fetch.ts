import { Readable } from 'node:stream';
import { TransferError } from '../../../utils/errors.ts';
import type { Fetch } from '../../../utils/http/send.ts';
import type { SendBody } from '../../../utils/jottacloud/client.ts';
import type { Loopback } from './loopback.ts';

/** All our calls are made with `redirect: 'error'`. */
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** `fetch` of a browser without cookies, for our own requests: the body comes as it arrives, and an abort breaks it. */
export const loopbackFetch =
  ({ send }: Loopback): Fetch =>
  async (url, { method = 'GET', headers, body, signal }) => {
    const answer = await send({
      url,
      method,
      headers: Object.fromEntries(new Headers(headers)),
      body: typeof body === 'string' ? Buffer.from(body) : undefined,
      signal: signal ?? new AbortController().signal,
    });
    const status = answer.statusCode ?? 0;
    if (REDIRECTS.has(status)) throw new TypeError('Failed to fetch');
    const received = Object.entries(answer.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    // a stream of bytes, into memory that the reader brings, as a browser's is
    const stream = Readable.toWeb(answer, { type: 'bytes' }) as ReadableStream<Uint8Array<ArrayBuffer>>;
    return new Response(status === 204 || status === 304 ? null : stream, { status, headers: received });
  };

/** The same as in `xhr-upload.ts`. */
const IDLE_MS = 120_000;

/** The upload of the engine's worker, in the same terms as `xhr-upload.ts`. */
export const loopbackSend =
  ({ send }: Loopback): SendBody =>
  async ({ url, headers, body }, onSent, signal) => {
    const idle = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watch = (sentBytes: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => idle.abort(), IDLE_MS);
      onSent(sentBytes);
    };
    watch(0);
    try {
      const bytes = await new Blob([body]).bytes();
      const both = AbortSignal.any([signal, idle.signal]);
      const answer = await send({ url, method: 'POST', headers, body: bytes, signal: both, onSent: watch });
      if (REDIRECTS.has(answer.statusCode ?? 0)) throw new TypeError('redirected');
      const text = Buffer.concat(await Array.fromAsync(answer as AsyncIterable<Buffer>)).toString('utf8');
      return {
        status: answer.statusCode ?? 0,
        body: text,
        retryAfter: answer.headers['retry-after'] ?? null,
      };
    } catch {
      if (signal.aborted) throw new DOMException('aborted', 'AbortError');
      throw new TransferError('network', 'the upload was cut', { service: 'jottacloud' });
    } finally {
      clearTimeout(timer);
    }
  };

type Forge = (text: string) => string;

/** The same with other texts in the answers. */
export const forgedFetch =
  (fetch: Fetch, forge: Forge): Fetch =>
  async (url, init) => {
    const response = await fetch(url, init);
    const text = forge(await response.text());
    return new Response(response.body && text, response);
  };

export const forgedSend =
  (send: SendBody, forge: Forge): SendBody =>
  async (...parameters) => {
    const reply = await send(...parameters);
    return { ...reply, body: forge(reply.body) };
  };
