import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Server as TlsServer } from 'node:tls';
import type { TestCertificate } from './certificates.ts';
import { serveExchange } from './serve-exchange.ts';
import { Faults } from './faults.ts';
import { Link } from './link.ts';
import { RequestLog } from './request-log.ts';
import type { Exchange } from './exchange.ts';

/** Parts of a fake service. */
export interface FakeServerOptions {
  certificate: TestCertificate;
  link?: Link;
  faults?: Faults;
  /** False: HTTP/1.1 alone is offered. Default true: HTTP/2 as well. */
  http2?: boolean;
  /** Answers one request; what it throws (but for `ConnectionCutError`) becomes status 500 and is kept in `routeErrors`. */
  handle(exchange: Exchange): Promise<void>;
}

/** A running fake service on 127.0.0.1. */
export interface FakeServer {
  readonly port: number;
  readonly link: Link;
  readonly faults: Faults;
  readonly requests: RequestLog;
  /** How far the `Date` of its answers is ahead of this computer's clock, in milliseconds; changeable while it runs. */
  readonly dates: { aheadMs: number };
  /** Mistakes of the fake itself; empty unless the fake has a bug. */
  readonly routeErrors: unknown[];
  /** Ends all connections, also those with open requests, and frees the port. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts an HTTPS server on a free port of 127.0.0.1 that speaks HTTP/1.1 and HTTP/2, with log, link and faults. */
export async function startFakeServer(options: FakeServerOptions): Promise<FakeServer> {
  const { link = new Link(), faults = new Faults(), certificate, handle } = options;
  const requests = new RequestLog();
  const routeErrors: unknown[] = [];
  const dates = { aheadMs: 0 };
  const sockets = new Set<Socket>();

  const identity = { cert: certificate.certPem, key: certificate.keyPem };
  const server: TlsServer =
    options.http2 === false
      ? createHttpsServer(identity)
      : // In MB; with node's 10 MB Chromium's parallel uploads are refused: browser-platform.md, F.
        createSecureServer({ ...identity, allowHTTP1: true, maxSessionMemory: 2000 });
  // A slow link must not run into node's time limits, and a kept connection must not close under a client's next request.
  Object.assign(server, { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 600_000 });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined); // a client that goes away is nothing a server fails of
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('sessionError', () => undefined);
  server.on(
    'request',
    (incoming: IncomingMessage | Http2ServerRequest, outgoing: ServerResponse | Http2ServerResponse) => {
      void serveExchange({ incoming, outgoing, requests, link, faults, dates, handle, routeErrors });
    },
  );

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    const closed = server.listening ? new Promise((resolve) => server.close(resolve)) : undefined;
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return { port, link, faults, requests, dates, routeErrors, close, [Symbol.asyncDispose]: close };
}
