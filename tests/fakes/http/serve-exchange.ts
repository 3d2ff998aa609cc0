import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { ConnectionCutError } from './connection-cut-error.ts';
import type { Faults, FaultAction } from './faults.ts';
import type { Link } from './link.ts';
import { readBody } from './read-body.ts';
import type { LoggedRequest, RequestLog } from './request-log.ts';
import { writeBody, writeHead } from './write-body.ts';
import type { Exchange } from './exchange.ts';

/** Everything that the server needs to handle one request. */
export interface Serving {
  incoming: IncomingMessage | Http2ServerRequest;
  outgoing: ServerResponse | Http2ServerResponse;
  requests: RequestLog;
  link: Link;
  faults: Faults;
  dates: { readonly aheadMs: number };
  handle(exchange: Exchange): Promise<void>;
  routeErrors: unknown[];
}

/** Logs a request, lets a fault befall it, has the route answer it, and cuts the connection where that is due. Never rejects. */
export async function serveExchange(serving: Serving): Promise<void> {
  const { incoming, outgoing, requests, link, faults, dates, routeErrors } = serving;
  const logged = requests.add(describe(incoming));
  const fault = faults.next(logged);
  const { request: requestFault, response: responseFault } = placeFault(fault, logged);
  const body = readBody(incoming, logged, link, requestFault);
  let answered = false;

  const exchange: Exchange = {
    method: logged.method,
    host: logged.host,
    url: new URL(`https://${logged.host || 'no-host'}${logged.path}`),
    rawPath: logged.path,
    headers: logged.headers,
    body,
    logged,
    readText: async () => Buffer.concat(await Array.fromAsync(body)).toString('utf8'),
    reply: async (status, headers, content = '') => {
      if (answered) throw new Error('answered twice');
      answered = true;
      if (requestFault) await drain(body); // a route that reads no body does not escape the fault
      if (fault?.kind === 'loseReply') return cutConnection(outgoing);
      if (outgoing.destroyed || outgoing.writableEnded) return;
      logged.status = status;
      const { method } = logged;
      const isComplete = await writeBody({
        outgoing,
        status,
        headers: { date: new Date(Date.now() + dates.aheadMs).toUTCString(), ...headers },
        content,
        method,
        link,
        fault: responseFault,
        onSent: (bytes) => (logged.answerBytes += bytes),
      });
      if (!isComplete) cutConnection(outgoing);
    },
  };

  try {
    await link.latency();
    if (fault?.kind === 'answer') {
      await drain(body);
      await exchange.reply(fault.status, fault.headers ?? { 'content-type': 'text/plain' }, fault.body ?? '');
    } else {
      await serving.handle(exchange);
      if (requestFault) cutConnection(outgoing);
      else if (!answered && !outgoing.destroyed)
        throw new Error(`${logged.method} ${logged.path} was not answered`);
    }
  } catch (error) {
    if (error instanceof ConnectionCutError) return cutConnection(outgoing);
    routeErrors.push(error);
    if (outgoing.headersSent) return cutConnection(outgoing);
    writeHead(outgoing, 500, { 'content-type': 'text/plain' });
    outgoing.end(`The fake failed: ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    logged.endedAt = Date.now();
    await drain(body).catch(() => undefined); // an unread body must not block the connection; HTTP/1.1 does not count it in the log
    incoming.resume();
  }
}

/** A stall hits the request if it has a body, else the response. */
function placeFault(fault: FaultAction | undefined, logged: LoggedRequest) {
  const hasBody = Number(logged.headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in logged.headers;
  const onRequest = fault?.kind === 'cutRequest' || (fault?.kind === 'stall' && hasBody);
  const onResponse =
    fault?.kind === 'cutResponse' || fault?.kind === 'flipByte' || (fault?.kind === 'stall' && !hasBody);
  return { request: onRequest ? fault : undefined, response: onResponse ? fault : undefined };
}

async function drain(body: AsyncGenerator<Uint8Array>): Promise<void> {
  for (let step = await body.next(); !step.done; step = await body.next());
}

function describe(incoming: IncomingMessage | Http2ServerRequest): Omit<LoggedRequest, 'id'> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (!name.startsWith(':') && value !== undefined)
      headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const authority = ('authority' in incoming ? incoming.authority : undefined) ?? headers.host ?? '';
  headers.host ??= authority;
  return {
    at: Date.now(),
    method: incoming.method ?? 'GET',
    host: authority.toLowerCase().replace(/:\d+$/, ''),
    path: incoming.url ?? '/',
    headers,
    bodyBytes: 0,
    answerBytes: 0,
    httpVersion: incoming.httpVersion,
  };
}

/** HTTP/1.1: the connection breaks. HTTP/2: only this request is reset, the others of the session continue. */
function cutConnection(outgoing: ServerResponse | Http2ServerResponse): void {
  if ('stream' in outgoing) outgoing.stream?.close(constants.NGHTTP2_INTERNAL_ERROR);
  else outgoing.socket?.destroy();
}
