import type { Exchange } from '../http/exchange.ts';

let lastId = 311_257_289_000;

/** The `X-Id` every answer carries. Source: docs/jottacloud.md 4.2. */
function nextXId(): string {
  lastId += 1;
  return String(lastId);
}

/** JSON with status and `X-Id`. */
export function replyJson(exchange: Exchange, status: number, content: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-id': nextXId() };
  return exchange.reply(status, headers, JSON.stringify(content));
}

/** The error of the api and upload hosts. Source: docs/jottacloud.md 4.1. */
export function replyJsonError(
  exchange: Exchange,
  code: number,
  errorId: string,
  message: string,
): Promise<void> {
  const xId = nextXId();
  const headers = { 'content-type': 'application/json', 'x-id': xId };
  const content = { code, message, cause: null, error_id: errorId, 'x-id': xId };
  return exchange.reply(code, headers, JSON.stringify(content));
}

/** An XML document of the jfs host. */
export function replyXml(exchange: Exchange, status: number, root: string): Promise<void> {
  const headers = { 'content-type': 'text/xml;charset=UTF-8', 'x-id': nextXId() };
  return exchange.reply(status, headers, `<?xml version="1.0" encoding="UTF-8"?>\n${root}`);
}

const REASONS: Record<number, string> = { 400: 'Bad Request', 401: 'Unauthorized', 404: 'Not Found' };

/** The error of the jfs host; `exception` is the Java class with its package. Source: docs/jottacloud.md 4.2. */
export function replyXmlError(
  exchange: Exchange,
  code: number,
  exception: string,
  message: string,
): Promise<void> {
  const xId = nextXId();
  const headers = { 'content-type': 'text/xml;charset=UTF-8', 'x-id': xId };
  const content = `<?xml version="1.0" encoding="UTF-8"?>
<error>
  <code>${code}</code>
  <message>${escapeXml(`${exception}: ${message}`)}</message>
  <reason>${REASONS[code] ?? 'Internal Server Error'}</reason>
  <cause></cause>
  <hostname>dn-132</hostname>
  <x-id>${xId}</x-id>
</error>`;
  return exchange.reply(code, headers, content);
}

/** Answers of the load balancer before the application sees the request. Source: docs/jottacloud.md 2.8, 4.2. */
export function replyHtmlBadRequest(exchange: Exchange): Promise<void> {
  const content =
    '<html><body><h1>400 Bad request</h1>\nYour browser sent an invalid request.\n</body></html>\n';
  return exchange.reply(400, { 'content-type': 'text/html' }, content);
}

/** For text and attributes of XML. */
export function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
