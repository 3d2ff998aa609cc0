import { Buffer } from 'node:buffer';
import type { Fetch } from '../../utils/http/send.ts';
import { TransferError } from '../../utils/errors.ts';
import { withoutUnneeded } from '../../utils/icloud/transport.ts';
import type { IcloudTransport } from '../../utils/icloud/transport.ts';
import type { SendBody } from '../../utils/jottacloud/client.ts';
import type { InProcessAnswer, InProcessRequest, InProcessServer } from '../fakes/http/in-process-server.ts';

/** Sends one request; throws as a browser's network does. */
export type Send = (request: InProcessRequest, signal: AbortSignal) => Promise<InProcessAnswer>;

/** A service and its host names: `*.icloud.com` means any one label. */
export interface NamedServer {
  names: readonly string[];
  server: InProcessServer;
}

const patternOf = (name: string): RegExp =>
  new RegExp(`^${name.replaceAll('.', '\\.').replace('*', '[^.]+')}$`);

/** Leads each request to the service of its host. */
export function createNetwork(services: readonly NamedServer[]): Send {
  const known = services.flatMap(({ names, server }) =>
    names.map((name) => ({ pattern: patternOf(name), server })),
  );
  return async (request, signal) => {
    const { hostname } = new URL(request.url);
    const service = known.find(({ pattern }) => pattern.test(hostname));
    if (signal.aborted) throw abortOf(signal);
    if (!service) throw new TypeError('Failed to fetch');
    const answer = await service.server.dispatch(request).catch((error: unknown) => {
      throw new TypeError('Failed to fetch', { cause: error });
    });
    if (signal.aborted) throw abortOf(signal);
    return answer;
  };
}

const abortOf = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new DOMException('aborted', 'AbortError');

const never = new AbortController().signal;

/** `fetch` over it. */
export const networkFetch =
  (send: Send): Fetch =>
  async (url, { method = 'GET', headers, body, signal }) => {
    const request = {
      ...{ url, method },
      headers: Object.fromEntries(new Headers(headers)),
      body: typeof body === 'string' ? new Uint8Array(Buffer.from(body)) : new Uint8Array(),
    };
    const answer = await send(request, signal ?? never);
    const isBodyless = answer.status === 204 || answer.status === 304;
    return new Response(isBodyless ? null : answer.body, {
      status: answer.status,
      headers: answer.headers,
    });
  };

/** The upload of the engine's worker over it. */
export const networkSendBody =
  (send: Send): SendBody =>
  async ({ url, headers, body }, onSent, signal) => {
    const bytes = body instanceof Blob ? await body.bytes() : body;
    try {
      const answer = await send({ url, method: 'POST', headers, body: bytes }, signal);
      onSent(bytes.length);
      return {
        status: answer.status,
        body: Buffer.from(answer.body).toString('utf8'),
        retryAfter: answer.headers['retry-after'] ?? null,
      };
    } catch {
      if (signal.aborted) throw new DOMException('aborted', 'AbortError');
      throw new TransferError('network', 'the upload was cut', { service: 'jottacloud' });
    }
  };

/** Posts as the content script does in the page at icloud.com. */
export const networkTransport = (send: Send, cookie: () => string): IcloudTransport => ({
  async post(call, signal) {
    const url =
      call.host === 'setup'
        ? `https://setup.icloud.com${call.path}`
        : `${call.serviceUrl}${call.path}?remapEnums=true&getCurrentSyncToken=true`;
    const headers = {
      Origin: 'https://www.icloud.com',
      Cookie: cookie(),
      'Content-Type': 'text/plain',
    };
    try {
      const request = { url, method: 'POST', headers, body: new Uint8Array(Buffer.from(call.body)) };
      const answer = await send(request, signal);
      const text = Buffer.from(answer.body).toString('utf8');
      return {
        status: answer.status,
        body: call.host === 'cloudkit' && !call.withAddresses ? withoutUnneeded(text) : text,
        retryAfter: answer.headers['retry-after'] ?? null,
      };
    } catch {
      signal.throwIfAborted();
      throw new TransferError('network', 'no answer from Apple', { service: 'icloud' });
    }
  },
});
