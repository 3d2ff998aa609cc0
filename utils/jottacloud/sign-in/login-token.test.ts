import { describe, expect, test } from 'vitest';
import { parseLoginToken } from './login-token.ts';

const discoveryUrl = 'https://id.jottacloud.com/auth/realms/jottacloud/.well-known/openid-configuration';
const fields = {
  username: 'ÿ>?user',
  realm: 'jottacloud',
  well_known_link: discoveryUrl,
  auth_token: 'secret',
};
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
const padded = encode(fields);

describe('a pasted token is read', () => {
  test.each([
    ['as it is given', padded],
    ['without padding', padded.replace(/=+$/, '')],
    ['in the other alphabet', Buffer.from(JSON.stringify(fields)).toString('base64url')],
    ['with white space around it', ` \n\t${padded}\u00a0\r\n`],
    ['broken over lines, as a mail does', padded.replace(/(.{20})/g, '$1\r\n  ')],
    ['in quotes', `"${padded}"`],
    ['with signs nobody sees', `\ufeff${padded}\u200b`],
    [
      'with the field named in the newer way',
      encode({ ...fields, well_known_link: undefined, wellKnownLink: discoveryUrl }),
    ],
  ])('%s', (_, pasted) => {
    expect(parseLoginToken(pasted)).toEqual({
      username: fields.username,
      discoveryUrl,
      secret: 'secret',
      service: 'id.jottacloud.com',
    });
  });
});

describe('what is no token is said to be none', () => {
  test.each([
    ['nothing', ''],
    ['a password', 'correct horse battery staple'],
    ['half of a token', padded.slice(0, padded.length / 2)],
    ['a token that misses its secret', encode({ ...fields, auth_token: '' })],
    ['a token that misses its server', encode({ ...fields, well_known_link: undefined })],
    ['a list', encode([fields])],
    ['bytes that are no text', '/////w=='],
  ])('%s', (_, pasted) => {
    expect(() => parseLoginToken(pasted)).toThrow(expect.objectContaining({ code: 'not-a-token' }) as Error);
  });
});

test('a token of a foreign server is named by its host, never by its secret', () => {
  const foreign = encode({ ...fields, well_known_link: 'https://id.evil.example/x?t=secret' });
  expect(() => parseLoginToken(foreign)).toThrow(
    expect.objectContaining({ code: 'unknown-service', message: 'id.evil.example' }) as Error,
  );
});

test('a token that does not decode is refused with the name of the cause, and quotes nothing', () => {
  const pasted = Buffer.from('{"auth_token": secret}').toString('base64');
  const refuse = (): unknown => parseLoginToken(pasted);
  expect(refuse).toThrow(expect.objectContaining({ code: 'not-a-token', cause: new Error('SyntaxError') }));
});
