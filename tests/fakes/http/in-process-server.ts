import { Buffer } from 'node:buffer';
import { ConnectionCutError } from './connection-cut-error.ts';
import type { FakeServer, FakeServerOptions } from './fake-server.ts';
import { Faults, type FaultAction } from './faults.ts';
import { Link } from './link.ts';
import { RequestLog, type LoggedRequest } from './request-log.ts';
import type { Exchange, ReplyHeaders, ResponseBody } from './exchange.ts';

/** One request, handed over whole. */
export interface InProcessRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** The whole answer. */
export interface InProcessAnswer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer>;
}

/** A fake service without any socket, certificate or wait: the same routes, called as functions. */
export interface InProcessServer extends FakeServer {
  /** @throws {ConnectionCutError} where a client would see a broken connection */
  dispatch(request: InProcessRequest): Promise<InProcessAnswer>;
}

/** Makes a service whose requests are function calls. A `stall` breaks the connection at once; `link` limits nothing. */
export function createInProcessServer({ handle, faults = new Faults() }: FakeServerOptions): InProcessServer {
  const requests = new RequestLog();
  const routeErrors: unknown[] = [];
  const dates = { aheadMs: 0 };
  const close = async (): Promise<void> => undefined;

  const dispatch = async (request: InProcessRequest): Promise<InProcessAnswer> => {
    const logged = requests.add(describe(request));
    const fault = faults.next(logged);
    const answer = Promise.withResolvers<InProcessAnswer>();
    answer.promise.catch(() => undefined);
    const reply: Exchange['reply'] = async (status, headers, content = '') => {
      const body = await bytesOf(content);
      logged.status = status;
      logged.answerBytes = body.length;
      const dated = { date: new Date(Date.now() + dates.aheadMs).toUTCString(), ...headers };
      if (fault && BREAKING.has(fault.kind)) throw new ConnectionCutError(`${fault.kind} by a fault`);
      answer.resolve({ status, headers: lowerCase(dated), body: damaged(body, fault) });
    };
    try {
      if (fault?.kind === 'answer') {
        await reply(fault.status, fault.headers ?? { 'content-type': 'text/plain' }, fault.body ?? '');
      } else {
        await handle(exchangeOf(request, logged, fault, reply));
        answer.reject(new Error(`${logged.method} ${logged.path} was not answered`));
      }
    } catch (error) {
      if (!(error instanceof ConnectionCutError)) routeErrors.push(error);
      answer.reject(error);
    } finally {
      logged.endedAt = Date.now();
    }
    return answer.promise;
  };
  return {
    ...{ port: 0, link: new Link(), faults, requests, dates, routeErrors, close, dispatch },
    [Symbol.asyncDispose]: close,
  };
}

const BREAKING: ReadonlySet<FaultAction['kind']> = new Set([
  'loseReply',
  'cutResponse',
  'cutRequest',
  'stall',
]);

function describe({ method, url, headers, body }: InProcessRequest): Omit<LoggedRequest, 'id'> {
  const { host } = new URL(url);
  return {
    at: Date.now(),
    method,
    host,
    path: url.slice(url.indexOf(host) + host.length) || '/',
    headers: { 'content-length': String(body.length), ...lowerCase(headers), host },
    bodyBytes: body.length,
    answerBytes: 0,
    body: body.length < 64 * 1024 ? Buffer.from(body).toString('utf8') : '',
    httpVersion: '1.1',
  };
}

function exchangeOf(
  { url, body }: InProcessRequest,
  logged: LoggedRequest,
  fault: FaultAction | undefined,
  reply: Exchange['reply'],
): Exchange {
  const { method, host, path, headers } = logged;
  const arrives = fault?.kind === 'cutRequest' ? body.subarray(0, fault.afterBytes) : body;
  return {
    ...{ method, host, url: new URL(url), rawPath: path, headers, logged, reply },
    body: (async function* () {
      if (arrives.length > 0) yield arrives;
      if (fault?.kind === 'cutRequest') throw new ConnectionCutError('cutRequest by a fault');
    })(),
    readText: async () => Buffer.from(arrives).toString('utf8'),
  };
}

async function bytesOf(content: ResponseBody): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof content === 'string') return new Uint8Array(Buffer.from(content));
  if (content instanceof Uint8Array) return new Uint8Array(content);
  return new Uint8Array(Buffer.concat(await Array.fromAsync(content)));
}

function damaged(body: Uint8Array<ArrayBuffer>, fault: FaultAction | undefined): Uint8Array<ArrayBuffer> {
  if (fault?.kind === 'flipByte' && body.length > 0) {
    const at = Math.min(fault.at, body.length - 1);
    body[at] = (body[at] ?? 0) ^ 0xff;
  }
  return body;
}

const lowerCase = (headers: ReplyHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
