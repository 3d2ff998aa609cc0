import { appleFaults } from '../../fakes/icloud/apple-faults.ts';
import { serviceHeaders } from '../../fakes/icloud/apple-headers.ts';
import type { FaultAction } from '../../fakes/http/faults.ts';

/** One way in which a request goes wrong. */
export interface FaultKind {
  name: string;
  action: FaultAction;
}

const HTML = '<html><head><title>503 Service Temporarily Unavailable</title></head></html>';
const HTML_HEADERS = { ...serviceHeaders('', 61), 'content-type': 'text/html' };

const answer = (
  name: string,
  status: number,
  body = '',
  headers: Record<string, string> = {},
): FaultKind => ({
  name,
  action: {
    kind: 'answer',
    status,
    headers: { ...serviceHeaders('', 61), 'content-type': 'application/json', ...headers },
    body,
  },
});

/** Every status of the references' lists. Source: docs/icloud-photos.md 1.7, 6.4; docs/jottacloud.md 4.3. */
export const statusFault = (status: number): FaultKind => answer(`status ${status}`, status, '{}');

export const statusFaults = (...statuses: number[]): FaultKind[] => statuses.map(statusFault);

/** Busy services, with a wait in both forms of the header, in the body, or without one. */
export const busyFaults = (): FaultKind[] => [
  ...statusFaults(408, 429, 500, 502, 503, 504, 509),
  answer('status 429 with seconds to wait', 429, '{}', { 'retry-after': '40' }),
  answer('status 429 with a date to wait for', 429, '{}', {
    'retry-after': new Date(Date.now() + 90_000).toUTCString(),
  }),
  answer('status 503 with seconds to wait', 503, '{}', { 'retry-after': '20' }),
  answer('status 500 with nothing', 500),
  {
    name: 'status 502 as a page',
    action: { kind: 'answer', status: 502, headers: HTML_HEADERS, body: HTML },
  },
  {
    name: 'status 503 as a page',
    action: { kind: 'answer', status: 503, headers: HTML_HEADERS, body: HTML },
  },
];

/** Malformed answers of status 200. */
export const malformedFaults = (): FaultKind[] => [
  {
    name: 'a page instead of the answer',
    action: { kind: 'answer', status: 200, headers: HTML_HEADERS, body: HTML },
  },
  answer('an empty answer', 200),
  answer('half an answer', 200, '{"records":[{"recordName":"A","fie'),
  answer('null', 200, 'null'),
  answer('a list instead of an object', 200, '[1,2]'),
  answer('an empty object', 200, '{}'),
  answer('fields of other types', 200, '{"records":7,"zones":"x","batch":{},"state":[],"dsInfo":1,"md5":{}}'),
];

/** Answers that are no failure, and no answer either. */
export const emptyFaults = (): FaultKind[] => [
  ...statusFaults(204, 304),
  answer('a way elsewhere', 302, '', { location: 'https://www.example.org/' }),
];

/** Errors that only CloudKit has. Source: docs/icloud-photos.md 1.7. */
export const cloudkitFaults = (): FaultKind[] => [
  { name: 'an error in disguise', action: appleFaults.successFalse() },
  { name: 'THROTTLED', action: appleFaults.throttled() },
  { name: 'THROTTLED for 30 seconds', action: appleFaults.throttled(30) },
  { name: 'Api Error', action: appleFaults.serverError() },
  { name: 'ACCESS_DENIED', action: appleFaults.accessDenied() },
  { name: 'Invalid global session (421)', action: appleFaults.invalidSession() },
  { name: 'Invalid global session (401)', action: appleFaults.invalidSession401() },
  ...[
    [400, 'BAD_REQUEST'],
    [404, 'ZONE_NOT_FOUND'],
    [409, 'CONFLICT'],
    [413, 'QUOTA_EXCEEDED'],
    [500, 'INTERNAL_ERROR'],
    [503, 'TRY_AGAIN_LATER'],
    [503, 'CAS_OP_LOCK'],
  ].map(([status, code]) =>
    answer(`${code}`, Number(status), JSON.stringify({ serverErrorCode: code, reason: 'said by Apple' })),
  ),
];

/** Connections that break. */
export const cutFaults = (): FaultKind[] => [
  { name: 'a cut before the request', action: { kind: 'cutRequest', afterBytes: 0 } },
  { name: 'a cut before the answer', action: { kind: 'loseReply' } },
  { name: 'a cut at the first byte of the answer', action: { kind: 'cutResponse', afterBytes: 0 } },
  { name: 'a cut in the answer', action: { kind: 'cutResponse', afterBytes: 25 } },
];
