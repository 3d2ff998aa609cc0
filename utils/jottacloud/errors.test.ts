import { describe, expect, test } from 'vitest';
import { identityError, jottacloudError } from './errors.ts';

const xml = (message: string, code: number) =>
  `<?xml version="1.0"?><error><code>${code}</code><message>${message}</message></error>`;

describe('an answer that is no success', () => {
  test.each([
    [401, '', 'access-token-refused'],
    [401, '{"error_id":"BadCredentialsException"}', 'access-token-refused'],
    [
      401,
      xml('org.springframework.security.authentication.BadCredentialsException: Bad credentials', 401),
      'access-token-refused',
    ],
    [
      401,
      xml(
        'org.springframework.security.authentication.AuthenticationCredentialsNotFoundException: Token mismatch!',
        401,
      ),
      'user-name-refused',
    ],
    [
      404,
      xml('no.jotta.backup.errors.NoSuchPathException: Directory /Token mismatch!', 404),
      'not-at-destination',
    ],
    [403, '', 'jottacloud-locked'],
    [409, '', 'name-taken'],
    [409, '{"error_id":"UniqueFileException"}', 'name-taken'],
    [400, '{"error_id":"UniqueFileException"}', 'name-taken'],
    [400, '{"error_id":"InvalidArgumentException"}', 'name-refused'],
    [400, '<html>400</html>', 'bad-response'],
    [416, '', 'upload-incomplete'],
    [420, '{"error_id":"IncompleteUploadOpenApiException"}', 'upload-incomplete'],
    [421, '<html>', 'md5-mismatch'],
    [460, '', 'jottacloud-full'],
    [429, '{"error_id":"UniqueFileException"}', 'rate-limited'],
    [500, xml('no.jotta.backup.errors.UniqueFileException', 500), 'service-down'],
    [503, '<html>', 'service-down'],
    [418, 'x', 'bad-response'],
    [418, '{"error_id":"toString"}', 'bad-response'],
    [404, xml('no.jotta.backup.errors.NoSuchPathException', 404), 'not-at-destination'],
  ])('%d with %j', (status, body, code) => {
    expect(jottacloudError(status, null, body)).toMatchObject({ code, service: 'jottacloud' });
  });

  test('says how long to wait', () => {
    expect(jottacloudError(503, '7', '')).toMatchObject({ retryAfterMs: 7_000 });
  });
});

describe('a refusal by the identity server', () => {
  test.each([
    [400, '{"error":"invalid_grant"}', 'token-used', 'token-used'],
    [400, '{"error":"invalid_grant"}', 'jottacloud-signed-out', 'jottacloud-signed-out'],
    [401, '', 'token-used', 'token-used'],
    [401, '', 'jottacloud-signed-out', 'service-down'],
    [400, '{"error":"invalid_request"}', 'jottacloud-signed-out', 'service-down'],
    [403, '<html>', 'jottacloud-signed-out', 'service-down'],
    [500, '{"error":"unknown_error"}', 'token-used', 'service-down'],
    [429, '', 'jottacloud-signed-out', 'rate-limited'],
  ] as const)('%d with %j on %s is %s', (status, body, final, code) => {
    expect(identityError(status, null, body, final)).toMatchObject({ code, service: 'jottacloud' });
  });
});
