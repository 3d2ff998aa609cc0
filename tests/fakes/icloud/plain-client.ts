import { request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { TestCertificate } from '../http/certificates.ts';
import type { FakeIcloud } from './start-fake-icloud.ts';

/** One request to any of the fake's hosts. */
export interface PlainRequest {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** The answer, read whole. */
export interface PlainAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** The body parsed as JSON; throws SyntaxError if it is not JSON. */
  json: unknown;
}

/** Sends as a browser with the page's origin and cookie would, straight to the fake's port. For the fake's own tests. */
export class PlainClient {
  readonly #fake: FakeIcloud;
  readonly #caPem: string;

  constructor(fake: FakeIcloud, certificate: TestCertificate) {
    this.#fake = fake;
    this.#caPem = certificate.caPem;
  }

  /** Rejects when the connection is cut. */
  async send({ url, method = 'GET', headers = {}, body = '' }: PlainRequest): Promise<PlainAnswer> {
    const { hostname, host } = new URL(url);
    const path = url.slice(url.indexOf(host) + host.length).replace(/^:\d+/, '') || '/';
    return new Promise((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port: this.#fake.port,
        servername: hostname,
        ca: this.#caPem,
        agent: false as const,
      };
      const outgoing = request(
        { ...options, path, method, headers: { host: hostname, ...headers } },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            const answered = Buffer.concat(chunks);
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: answered,
              get json(): unknown {
                return JSON.parse(answered.toString('utf8'));
              },
            });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(method === 'GET' ? undefined : body);
    });
  }

  /** A CloudKit call to `<database>/<operation>` with everything as the page sends it; `headers` replace, an empty one is left out. */
  async cloudKit(operation: string, body: unknown, options: CloudKitCallOptions = {}): Promise<PlainAnswer> {
    const {
      database = 'private',
      query = 'remapEnums=true&getCurrentSyncToken=true',
      method = 'POST',
    } = options;
    const host = options.host ?? `p${this.#fake.session.partition}-ckdatabasews.icloud.com`;
    const usual = {
      origin: 'https://www.icloud.com',
      'content-type': 'text/plain',
      cookie: this.#fake.signedCookie,
    };
    const headers = Object.fromEntries(
      Object.entries({ ...usual, ...options.headers }).filter(([, value]) => value !== ''),
    );
    const url = `https://${host}/database/1/com.apple.photos.cloud/production/${database}/${operation}?${query}`;
    return this.send({ url, method, headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
  }
}

/** Differences from an ordinary call. */
export interface CloudKitCallOptions {
  database?: 'private' | 'shared';
  query?: string;
  method?: string;
  host?: string;
  headers?: Record<string, string>;
}
