import { Agent, request } from 'node:https';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { isMatch } from '../../fakes/http/request-log.ts';

/** A service on a port of 127.0.0.1, and its host names: `*.icloud.com` means any one label. */
export interface LocalService {
  port: number;
  names: readonly string[];
}

/** A request; `body` is complete in memory, so that it has a Content-Length like a browser's. */
export interface LoopbackRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: Uint8Array | undefined;
  signal: AbortSignal;
  onSent?: (bytes: number) => void;
}

/** The way of one browser to the local services. Host names it does not know lead nowhere. */
export interface Loopback {
  /** Resolves with the head of the answer. Rejects as `fetch` does: TypeError for a broken connection, AbortError. */
  send(wanted: LoopbackRequest): Promise<IncomingMessage>;
  /** Breaks all connections, also those with an answer under way; later requests find none. */
  cut(): void;
}

/** Bytes handed to the connection at once, so that progress of an upload is visible. */
const SLICE_BYTES = 64 * 1024;

/** The certificate is checked against the test's own CA, under the real host name. */
export function createLoopback(services: readonly LocalService[], caPem: string): Loopback {
  const agent = new Agent({ keepAlive: true, ca: caPem });
  const underWay = new Set<ClientRequest>();
  let isCut = false;

  const send = (wanted: LoopbackRequest): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const { hostname, pathname, search, port: ownPort } = new URL(wanted.url);
      const service = services.find(({ names }) => names.some((name) => isMatch(hostname, patternOf(name))));
      if (isCut || !service || (ownPort !== '' && ownPort !== '443'))
        return reject(new TypeError('Failed to fetch'));
      if (wanted.signal.aborted) return reject(abortReason(wanted.signal));
      const { method, body } = wanted;
      const headers = {
        ...wanted.headers,
        Host: hostname,
        ...(body && { 'Content-Length': String(body.length) }),
      };
      const where = { host: '127.0.0.1', port: service.port, servername: hostname, agent };
      const outgoing = request({ ...where, path: `${pathname}${search}`, method, headers });
      const abort = (): void => void outgoing.destroy(abortReason(wanted.signal));
      underWay.add(outgoing);
      wanted.signal.addEventListener('abort', abort, { once: true });
      outgoing.on('close', () => {
        underWay.delete(outgoing);
        wanted.signal.removeEventListener('abort', abort);
      });
      outgoing.on('error', () =>
        reject(wanted.signal.aborted ? abortReason(wanted.signal) : new TypeError('Failed to fetch')),
      );
      outgoing.on('response', resolve);
      write(outgoing, body, wanted.onSent);
    });

  return {
    send,
    cut() {
      isCut = true;
      for (const outgoing of underWay) outgoing.destroy(new Error('cut'));
      agent.destroy();
    },
  };
}

function write(
  outgoing: ClientRequest,
  body: Uint8Array = new Uint8Array(0),
  onSent = (_bytes: number) => {},
): void {
  for (let start = 0; start < body.length; start += SLICE_BYTES) {
    const slice = body.subarray(start, start + SLICE_BYTES);
    outgoing.write(slice, () => onSent(start + slice.length));
  }
  outgoing.end();
}

const patternOf = (name: string): RegExp =>
  new RegExp(`^${name.replaceAll('.', '\\.').replace('*', '[^.]+')}$`);

const abortReason = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new DOMException('aborted', 'AbortError');
