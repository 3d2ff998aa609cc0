import { appleHeaders } from './apple-headers.ts';
import type { DownloadUrls } from './download-urls.ts';
import { chunksOf, type ByteSource } from './library/content/byte-source.ts';
import { pageOrigin, regionOf } from './region.ts';
import type { IcloudSwitches } from './switches.ts';
import type { Exchange } from '../http/exchange.ts';

/** Many users report 410 for an expired URL, a recording has 404, and 403 for a forged one is invented. */
const REFUSALS: Record<'forged' | 'expired' | 'unknown', [status: number, text: string]> = {
  forged: [403, 'Forbidden'],
  expired: [410, 'Gone'],
  unknown: [404, 'File Not Found'],
};

/** Answers requests to `*.icloud-content.com`. Source: docs/icloud-photos.md 6.2, 6.3. */
export async function answerBytes(
  exchange: Exchange,
  urls: DownloadUrls,
  switches: IcloudSwitches,
): Promise<void> {
  const headers = byteHeaders(exchange);
  if (exchange.method === 'OPTIONS') return exchange.reply(200, headers);
  if (exchange.method !== 'GET') return exchange.reply(405, headers, 'Method Not Allowed');
  const checked = urls.check(exchange.rawPath);
  if (checked.kind !== 'good') {
    const [status, text] = REFUSALS[checked.kind];
    return exchange.reply(status, headers, text);
  }

  const { source } = checked.resource;
  const fileName = (exchange.rawPath.split('?', 1)[0] ?? '').split('/').at(-1) ?? '';
  const name = encodeURIComponent(decodeURIComponent(fileName));
  const full = {
    ...headers,
    'accept-ranges': 'bytes',
    'cache-control': 'no-transform,private,max-age=2592000,s-maxage=2592000',
    'content-disposition': `attachment; filename="${name}"; filename*=UTF-8''${name}`,
    'content-type': 'application/octet-stream',
    'last-modified': new Date().toUTCString(),
  };
  const range = switches.ignoreRange ? undefined : readRange(exchange.headers.range, source.sizeBytes);
  if (range === 'unsatisfiable') {
    return exchange.reply(416, { ...headers, 'content-range': `bytes */${source.sizeBytes}` });
  }
  const { start, end } = range ?? { start: 0, end: source.sizeBytes };
  const contentRange = range ? { 'content-range': `bytes ${start}-${end - 1}/${source.sizeBytes}` } : {};
  const length = { 'content-length': String(end - start) };
  return exchange.reply(
    range ? 206 : 200,
    { ...full, ...contentRange, ...length },
    stream(source, start, end),
  );
}

/** Only the page's origin, no credentials, no request headers allowed: as recorded. */
function byteHeaders(exchange: Exchange): Record<string, string> {
  return {
    ...appleHeaders(),
    'access-control-allow-origin': pageOrigin(regionOf(exchange.host)),
    'access-control-allow-credentials': 'false',
    'access-control-allow-methods': 'GET,OPTIONS',
    'access-control-allow-headers': '',
  };
}

/** One range as start and (exclusive) end; several, or none that can be read, mean the whole file, as RFC 9110 allows. */
function readRange(
  header: string | undefined,
  sizeBytes: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1);
  return start >= end ? 'unsatisfiable' : { start, end };
}

async function* stream(source: ByteSource, start: number, end: number): AsyncGenerator<Uint8Array> {
  yield* chunksOf(source, start, end);
}
