import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A running CONNECT proxy on 127.0.0.1. */
export interface ConnectProxy {
  readonly port: number;
  /** For `HTTPS_PROXY` and a browser's proxy setting. */
  readonly url: string;
  /** Every `host:port` or address that was refused, in order. */
  readonly refused: readonly string[];
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Leads programs to fakes without touching name resolution: `CONNECT <name>:443` is joined to the local port its name is
 * mapped to (`jottacloud.com`, or `*.jottacloud.com` for everything below); all else is answered 403.
 */
export async function startConnectProxy(portByName: Record<string, number>): Promise<ConnectProxy> {
  const refused: string[] = [];
  const sockets = new Set<Duplex>();
  const keep = (socket: Duplex) => {
    sockets.add(socket);
    socket.on('error', () => undefined); // one end broke; `close` ends the other
    socket.on('close', () => sockets.delete(socket));
  };

  const server = createServer((request, response) => {
    refused.push(request.url ?? '');
    response.writeHead(403).end();
  });
  server.on('connection', (socket: Socket) => keep(socket));
  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const target = request.url ?? '';
    const port = findPort(portByName, target);
    if (port === undefined) {
      refused.push(target);
      client.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const service = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      service.write(head);
      service.pipe(client);
      client.pipe(service);
    });
    keep(service);
    // A connection that breaks at one end breaks at the other: cut uploads must look cut.
    service.on('close', () => client.destroy());
    client.on('close', () => service.destroy());
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    const closed = server.listening ? new Promise((resolve) => server.close(resolve)) : undefined;
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return { port, url: `http://127.0.0.1:${port}`, refused, close, [Symbol.asyncDispose]: close };
}

function findPort(portByName: Record<string, number>, target: string): number | undefined {
  const name = /^([^:]+):443$/.exec(target)?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  const parent = name.slice(name.indexOf('.') + 1);
  return portByName[name] ?? portByName[`*.${parent}`];
}
