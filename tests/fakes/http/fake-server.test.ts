import { createHash } from 'node:crypto';
import { request as requestHttp1 } from 'node:https';
import { once } from 'node:events';
import { connect } from 'node:http2';
import { connect as connectTls } from 'node:tls';
import { expect, test } from 'vitest';
import { createTestCertificate, type TestCertificate } from './certificates.ts';
import { ConnectionCutError } from './connection-cut-error.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';
import type { FaultRule } from './faults.ts';
import { Link } from './link.ts';
import type { Exchange } from './exchange.ts';

const certificate = await createTestCertificate(['service.test', '*.service.test']);
const MiB = 1024 * 1024;

interface Answer {
  status: number;
  body: Buffer;
  isComplete: boolean;
}

/** One HTTP/1.1 request on its own connection, its certificate checked; rejects when it is cut before the headers. */
function send(
  server: FakeServer,
  path: string,
  body?: Uint8Array,
  method = body ? 'POST' : 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = body ? { 'content-type': 'application/json', 'content-length': body.length } : {};
    const options = {
      port: server.port,
      host: '127.0.0.1',
      servername: 'a.service.test',
      ca: certificate.caPem,
    };
    const sent = requestHttp1(
      { ...options, agent: false, path, method, headers: { host: 'A.service.test:443', ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', () => undefined);
        response.on('close', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks),
            isComplete: response.complete,
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Counts what reaches the route, and answers `content`. */
async function startCounting(content: string | Uint8Array, rule?: FaultRule, testCertificate = certificate) {
  const arrived = { bytes: 0, isCut: false, answered: 0 };
  const handle = async (exchange: Exchange) => {
    try {
      for await (const chunk of exchange.body) arrived.bytes += chunk.length;
    } catch (error) {
      arrived.isCut = error instanceof ConnectionCutError;
      throw error;
    }
    arrived.answered += 1;
    await exchange.reply(200, { 'content-type': 'text/plain' }, content);
  };
  const server = await startFakeServer({ certificate: testCertificate, handle });
  if (rule) server.faults.add(rule);
  return Object.assign(server, { arrived });
}

test('the certificate is trusted through its CA for every name, and refused for others', async () => {
  const stranger: TestCertificate = await createTestCertificate(['other.test']);
  await using server = await startCounting('hello');
  await using other = await startCounting('hello', undefined, stranger);
  expect((await send(server, '/')).body.toString()).toBe('hello');
  await expect(send(other, '/')).rejects.toThrow(/certificate|altnames/i);
  expect(Buffer.from(certificate.spki, 'base64')).toHaveLength(createHash('sha256').digest().length);
});

test('the log keeps method, host without port, raw path, small text bodies and status', async () => {
  await using server = await startCounting('ok');
  await send(server, '/a%20b?c=%2B', Buffer.from('{"x":1}'));
  expect(server.requests.to('a.service.test', '/a%20b')).toMatchObject([
    { method: 'POST', path: '/a%20b?c=%2B', body: '{"x":1}', bodyBytes: 7, status: 200, httpVersion: '1.1' },
  ]);
  expect(server.requests.hosts()).toEqual(['a.service.test']);
});

test('HTTP/2 works, and a cut resets one request but keeps the session', async () => {
  await using server = await startCounting(Buffer.alloc(MiB), {
    path: '/cut',
    action: { kind: 'cutResponse', afterBytes: 100_000 },
  });
  const session = connect(`https://127.0.0.1:${server.port}`, {
    servername: 'service.test',
    ca: certificate.caPem,
  });
  const get = (path: string) =>
    new Promise<{ bytes: number; failed: boolean }>((resolve) => {
      let bytes = 0;
      let failed = false;
      const stream = session.request({ ':path': path, ':authority': 'service.test' });
      stream.on('data', (chunk: Buffer) => (bytes += chunk.length));
      stream.on('error', () => (failed = true));
      stream.on('close', () => resolve({ bytes, failed }));
    });
  const [cut, whole] = await Promise.all([get('/cut'), get('/whole')]);
  session.destroy();
  expect(cut.failed).toBe(true);
  expect(cut.bytes).toBeLessThanOrEqual(100_000);
  expect(whole).toEqual({ bytes: MiB, failed: false });
  expect(server.requests.entries.map((entry) => entry.httpVersion)).toEqual(['2.0', '2.0']);
});

test.each([
  [true, 'h2'],
  [false, 'http/1.1'],
])('with http2 %s a browser gets %s', async (http2, expected) => {
  const handle = (exchange: Exchange) => exchange.reply(200, {});
  await using server = await startFakeServer({ certificate, http2, handle });
  const options = { port: server.port, host: '127.0.0.1', servername: 'service.test', ca: certificate.caPem };
  const socket = connectTls({ ...options, ALPNProtocols: ['h2', 'http/1.1'] });
  await once(socket, 'secureConnect');
  expect(socket.alpnProtocol).toBe(expected);
  socket.destroy();
});

test('a fault’s answer replaces the route as often as requested', async () => {
  const rule: FaultRule = {
    skip: 1,
    times: 2,
    action: { kind: 'answer', status: 503, headers: { 'retry-after': '7' } },
  };
  await using server = await startCounting('ok', rule);
  const statuses: number[] = [];
  for (let round = 0; round < 4; round++) statuses.push((await send(server, '/')).status);
  expect(statuses).toEqual([200, 503, 503, 200]);
  expect(server.arrived.answered).toBe(2);
  expect(server.faults.fired.map(({ request }) => request.id)).toEqual([2, 3]);
});

test('cutRequest hands the route exactly the first bytes', async () => {
  await using server = await startCounting('ok', { action: { kind: 'cutRequest', afterBytes: 1_000_003 } });
  await expect(send(server, '/', Buffer.alloc(4 * MiB))).rejects.toThrow(/socket hang up|ECONNRESET|EPIPE/);
  expect(server.arrived).toEqual({ bytes: 1_000_003, isCut: true, answered: 0 });
});

test('cutResponse loses at least the last byte', async () => {
  await using server = await startCounting('0123456789', { action: { kind: 'cutResponse', afterBytes: 99 } });
  expect(await send(server, '/')).toMatchObject({ body: Buffer.from('012345678'), isComplete: false });
});

test('loseReply runs the route and sends no answer', async () => {
  await using server = await startCounting('ok', { action: { kind: 'loseReply' } });
  await expect(send(server, '/', Buffer.from('{}'))).rejects.toThrow(/socket hang up|ECONNRESET|EPIPE/);
  expect(server.arrived).toEqual({ bytes: 2, isCut: false, answered: 1 });
  expect(server.requests.entries[0]?.status).toBeUndefined();
});

test('flipByte changes one byte and nothing else', async () => {
  await using server = await startCounting(Buffer.alloc(MiB), { action: { kind: 'flipByte', at: 700_000 } });
  const { body } = await send(server, '/');
  expect(body).toHaveLength(MiB);
  expect(body.indexOf(0xff)).toBe(700_000);
  expect(body.filter((byte) => byte !== 0)).toHaveLength(1);
});

test('a stalled response stays open until the server closes', async () => {
  const server = await startCounting('0123456789', { action: { kind: 'stall', afterBytes: 4 } });
  const answer = send(server, '/');
  await expect.poll(() => server.requests.entries[0]?.status).toBe(200);
  await server.close();
  expect(await answer).toMatchObject({ body: Buffer.from('0123'), isComplete: false });
});

test('a client that disconnects mid-request is a cut for the route', async () => {
  await using server = await startCounting('ok');
  const body = requestHttp1({
    port: server.port,
    host: '127.0.0.1',
    servername: 'service.test',
    ca: certificate.caPem,
    method: 'POST',
    headers: { 'content-length': 1000 },
  });
  body.on('error', () => undefined);
  body.write('ten bytes.');
  await expect.poll(() => server.arrived.bytes).toBe(10);
  body.destroy();
  await expect.poll(() => server.arrived.isCut).toBe(true);
  expect(server.routeErrors).toEqual([]);
});

test('a route that throws is reported to the client and recorded for the test', async () => {
  const handle = () => Promise.reject(new Error('no such route'));
  await using server = await startFakeServer({ certificate, handle });
  const answer = await send(server, '/');
  expect(answer).toMatchObject({ status: 500 });
  expect(server.routeErrors.map(String)).toEqual(['Error: no such route']);
});

test('two uploads share one link evenly at its rate', async () => {
  const link = new Link({ upBytesPerSecond: 2 * MiB });
  await using server = await startFakeServer({
    certificate,
    link,
    handle: async (exchange) => {
      for await (const _ of exchange.body);
      await exchange.reply(200, {}, 'ok');
    },
  });
  const began = performance.now();
  const done: number[] = [];
  const upload = async () => {
    await send(server, '/', Buffer.alloc(MiB / 2));
    done.push(performance.now() - began);
  };
  await Promise.all([upload(), upload()]);
  const [first = 0, last = 0] = done;
  expect(last).toBeGreaterThan(400); // 1 MiB at 2 MiB/s is 500 ms, less the burst
  expect(first).toBeGreaterThan(last * 0.7);
});
