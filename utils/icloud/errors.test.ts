import { expect, test } from 'vitest';
import { readReply } from './errors.ts';

test.each([
  ['a dead session', 421, { reason: 'Invalid global session', error: 2 }, 'icloud-signed-out'],
  [
    'a dead session, as text',
    401,
    { error: 'Invalid global session', errorCode: '100' },
    'icloud-signed-out',
  ],
  ['a session to be renewed', 450, '', 'icloud-signed-out'],
  ['a missing cookie', 400, { error: 'Missing X-APPLE-WEBAUTH-TOKEN cookie' }, 'icloud-signed-out'],
  ['an authentication that failed', 200, { serverErrorCode: 'AUTHENTICATION_FAILED' }, 'icloud-signed-out'],
  ['data that is locked', 423, { error: 'Missing PCS cookies from the request' }, 'icloud-approval'],
  ['data that is locked, with another status', 403, { error: 'Missing PCS cookies' }, 'icloud-approval'],
  ['an account that is refused', 403, { serverErrorCode: 'ACCESS_DENIED' }, 'icloud-refused'],
  ['a refusal without a word', 403, '', 'icloud-refused'],
  ['too many requests', 429, { serverErrorCode: 'THROTTLED' }, 'rate-limited'],
  ['too many requests, without a word', 429, '', 'rate-limited'],
  ['too many requests, with an error of another kind', 429, { error: 'Slow down' }, 'rate-limited'],
  ['a service that is down, with an error in it', 503, { error: 'Service Unavailable' }, 'service-down'],
  ['a failure without a code', 500, { error: 'Api Error' }, 'service-down'],
  ['a failure of one call', 500, { serverErrorCode: 'UNKNOWN' }, 'bad-response'],
  ['a refusal with an error nobody knows', 403, { error: 'Forbidden' }, 'icloud-refused'],
  ['a lock, in a good answer', 200, { serverErrorCode: 'CAS_OP_LOCK' }, 'rate-limited'],
  ['the page of a service that refuses us for a while', 503, ' <html>', 'icloud-refused'],
  ['a page of another failure', 502, '<html>', 'service-down'],
  ['an empty failure', 500, '', 'service-down'],
  ['an error in disguise', 200, { success: false, error: 'Api Error' }, 'bad-response'],
  ['a request Apple does not understand', 400, { serverErrorCode: 'BAD_REQUEST' }, 'bad-response'],
  ['no JSON in a good answer', 200, '<html>', 'bad-response'],
  ['a status nobody knows', 418, '{}', 'bad-response'],
])('%s', (_, status, body, code) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  expect(() => readReply({ status, body: text, retryAfter: null })).toThrow(
    expect.objectContaining({ code, service: 'icloud' }) as Error,
  );
});

test.each([
  ['in the header', { status: 503, body: '', retryAfter: '90' }],
  ['in the header of a page', { status: 503, body: '<html>', retryAfter: '90' }],
  [
    'in the answer',
    { status: 200, body: '{"serverErrorCode":"THROTTLED","retryAfter":90}', retryAfter: null },
  ],
  [
    'in both: the answer counts',
    { status: 429, body: '{"serverErrorCode":"THROTTLED","retryAfter":90}', retryAfter: '5' },
  ],
  [
    'in the header beside an answer',
    { status: 429, body: '{"serverErrorCode":"THROTTLED"}', retryAfter: '90' },
  ],
])('the time to wait is read %s', (_, reply) => {
  expect(() => readReply(reply)).toThrow(expect.objectContaining({ retryAfterMs: 90_000 }) as Error);
});

test('what Apple says of an account is not repeated in an error', () => {
  const body = JSON.stringify({ serverErrorCode: 'BAD_REQUEST', reason: 'https://p61/?dsid=10000000001' });
  expect(() => readReply({ status: 400, body, retryAfter: null })).toThrow(/^Apple says BAD_REQUEST$/);
});

test('a good answer is its body', () => {
  expect(readReply({ status: 200, body: '{"records":[]}', retryAfter: null })).toEqual({ records: [] });
});
