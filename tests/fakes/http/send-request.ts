import { request } from 'node:https';

/** What to send; `url` is the service's real address. */
export interface RawRequest {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** The received answer. */
export interface RawResponse {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/**
 * Sends one request to the local port instead of to the address' host, as a client without any of a browser's rules
 * would: HTTP/1.1, a connection of its own, the certificate checked against the test's CA.
 *
 * @throws if the connection breaks before the whole answer came.
 */
export function sendRequest(
  port: number,
  caPem: string,
  { url, method, headers, body }: RawRequest,
): Promise<RawResponse> {
  const { hostname, host } = new URL(url);
  // Not `new URL(url).pathname`: odd paths must arrive as they are written.
  const path = url.slice(url.indexOf(host) + host.length) || '/';
  return new Promise((resolve, reject) => {
    const length = body === undefined ? 0 : Buffer.byteLength(body);
    const isSending = body !== undefined || (method !== undefined && method !== 'GET');
    const allHeaders = { host, ...(isSending ? { 'content-length': String(length) } : {}), ...headers };
    const options = { host: '127.0.0.1', port, servername: hostname, ca: caPem, agent: false, path };
    const sent = request({ ...options, method: method ?? 'GET', headers: allHeaders }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const received = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(received), text });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
