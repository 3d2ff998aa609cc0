import { describe, expect, test } from 'vitest';
import { parseQuota, parseStoredFile } from './jfs-responses.ts';
import { parseAllocation, parseCustomer, parseDiscovery, parseGrant, parseUploaded } from './responses.ts';

const error = (code: string) => expect.objectContaining({ code }) as Error;
const json = JSON.stringify;
const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';
const UPLOAD_URL = 'https://up-no-001.jottacloud.com/x';

describe('endpoints', () => {
  const [main, partner] = ['id.jottacloud.com', 'cloud.elkjop.no'];

  test.each([
    ['Jottacloud', main, `https://${main}/t`],
    ['a partner', partner, `https://${partner}/t`],
    ['a partner that leads to Jottacloud', partner, `https://${main}/t`],
  ])('are taken from %s', (_, service, endpoint) => {
    const text = json({ token_endpoint: endpoint, end_session_endpoint: endpoint });
    expect(parseDiscovery(text, service)).toEqual({ tokenEndpoint: endpoint, endSessionEndpoint: endpoint });
  });

  test.each([
    ['a stranger', main, 'https://evil.example/t'],
    ['another brand', partner, 'https://cloud-auth.telia.se/t'],
    ['a brand where Jottacloud was asked', main, `https://${partner}/t`],
    ['a host below the one that was asked', partner, `https://x.${partner}/t`],
  ])('are not taken where they lead to %s', (_, service, endpoint) => {
    expect(() => parseDiscovery(json({ token_endpoint: endpoint }), service)).toThrow(
      error('unknown-service'),
    );
    const text = json({ token_endpoint: `https://${service}/t`, end_session_endpoint: endpoint });
    expect(parseDiscovery(text, service).endSessionEndpoint).toBeNull();
  });

  test('may be without an end, and are nothing without a token endpoint', () => {
    const text = json({ token_endpoint: `https://${main}/t` });
    expect(parseDiscovery(text, main).endSessionEndpoint).toBeNull();
    expect(() => parseDiscovery('<html>', main)).toThrow(error('bad-response'));
  });
});

describe('a grant', () => {
  const grant = { access_token: 'a', refresh_token: 'r', expires_in: 3600 };
  test('has both tokens', () => {
    for (const field of ['access_token', 'refresh_token'])
      expect(() => parseGrant(json({ ...grant, [field]: undefined }))).toThrow(error('bad-response'));
  });
  test.each([undefined, null, ''])('of a refresh with %j for a refresh token keeps the old one', (stated) => {
    const answer = json({ ...grant, refresh_token: stated });
    expect(parseGrant(answer, 'old')).toEqual({ accessToken: 'a', refreshToken: 'old', lifeMs: 3_600_000 });
    expect(() => parseGrant(answer)).toThrow(error('bad-response'));
  });
  test('of a refresh with a new refresh token has that one', () => {
    expect(parseGrant(json(grant), 'old').refreshToken).toBe('r');
  });
  test.each([
    [3600, 3_600_000],
    ['3600', 3_600_000],
    [59.9, 59_000],
    [undefined, 300_000],
    [null, 300_000],
    ['', 300_000],
    ['soon', 300_000],
    [0, 300_000],
    [-1, 300_000],
    [1e300, 300_000],
    ['1e300', 300_000],
    [{}, 300_000],
  ])('that lives for %j is kept all the same', (stated, lifeMs) => {
    const wanted = { accessToken: 'a', refreshToken: 'r', lifeMs };
    expect(parseGrant(json({ ...grant, expires_in: stated, token_type: 7, scope: [] }))).toEqual(wanted);
  });
});

test.each([
  [
    { username: 'u', name: 'Kari', quota: -1, usage: 5 },
    { username: 'u', name: 'Kari', email: null, usedBytes: 5, quotaBytes: null, writeLocked: false },
  ],
  [
    { username: 'u', email: 'k@example.org', quota: 9, write_locked: true },
    {
      username: 'u',
      name: 'k@example.org',
      email: 'k@example.org',
      usedBytes: 0,
      quotaBytes: 9,
      writeLocked: true,
    },
  ],
  [
    { username: 'u', name: '' },
    { username: 'u', name: 'u', email: null, usedBytes: 0, quotaBytes: null, writeLocked: false },
  ],
])('the customer %j', (body, customer) => {
  expect(parseCustomer(json(body))).toEqual(customer);
});

describe('an allocation', () => {
  const open = { state: 'INCOMPLETE', upload_url: UPLOAD_URL, resume_pos: 4 };
  test.each([
    [{ state: 'COMPLETED' }, { kind: 'stored' }],
    [open, { kind: 'upload', uploadUrl: UPLOAD_URL, resumePosition: 4 }],
    [
      { ...open, resume_pos: undefined },
      { kind: 'upload', uploadUrl: UPLOAD_URL, resumePosition: 0 },
    ],
    [
      { ...open, state: 'CORRUPT', resume_pos: 4 },
      { kind: 'upload', uploadUrl: UPLOAD_URL, resumePosition: 0 },
    ],
  ])('%j', (body, allocation) => {
    expect(parseAllocation(json(body), 10)).toEqual(allocation);
  });

  test.each([
    ['the address of somebody else', { ...open, upload_url: 'https://evil.example/' }],
    ['an address without encryption', { ...open, upload_url: 'http://up-no-001.jottacloud.com/x' }],
    ['no address', { ...open, upload_url: undefined }],
    ['no state', { ...open, state: undefined }],
    ['a position behind the end', { ...open, resume_pos: 11 }],
    ['a position before the start', { ...open, resume_pos: -1 }],
    ['half a byte', { ...open, resume_pos: 1.5 }],
  ])('with %s is a bad response', (_, body) => {
    expect(() => parseAllocation(json(body), 10)).toThrow(error('bad-response'));
  });

  test('with the address of somebody else names its host, and no more of it', () => {
    const upload_url = 'https://up.jotta-storage.example/secret-path?token=secret';
    expect(() => parseAllocation(json({ ...open, upload_url }), 10)).toThrow(
      expect.objectContaining({
        message: 'an address at up.jotta-storage.example is refused',
        service: 'jottacloud',
        facts: { host: 'up.jotta-storage.example' },
      }) as Error,
    );
  });
});

test('a confirmation names md5 and size, in any letter case', () => {
  expect(parseUploaded(json({ md5: MD5.toUpperCase(), bytes: 7 }))).toEqual({ md5: MD5, sizeBytes: 7 });
  for (const body of ['{}', '', json({ md5: 'x', bytes: 7 }), json({ md5: MD5, bytes: '7' })])
    expect(() => parseUploaded(body)).toThrow(error('bad-response'));
});

describe('XML of the file service', () => {
  test.each([
    [
      '<user><usage>5</usage><capacity>-1</capacity></user>',
      { usedBytes: 5, capacityBytes: null, writeLocked: false },
    ],
    [
      '<user><usage>5</usage><capacity>9</capacity><write-locked>true</write-locked></user>',
      { usedBytes: 5, capacityBytes: 9, writeLocked: true },
    ],
    [
      '<user><quota-write-locked>true</quota-write-locked></user>',
      { usedBytes: 0, capacityBytes: null, writeLocked: true },
    ],
  ])('room %s', (xml, quota) => {
    expect(parseQuota(xml)).toEqual(quota);
  });

  const file = (revision: string, attributes = '') =>
    `<file name="a"${attributes}><currentRevision>${revision}</currentRevision></file>`;
  const complete = `<state>COMPLETED</state><size>7</size><md5>${MD5.toUpperCase()}</md5>`;
  test.each([
    ['complete', file(complete), { md5: MD5, sizeBytes: 7 }],
    ['deleted', file(complete, ' deleted="2024-01-01-T00:00:00Z"'), null],
    ['incomplete', file('<state>INCOMPLETE</state>'), null],
    ['corrupt', file('<state>CORRUPT</state>'), null],
    ['without a revision', '<file name="a"><latestRevision/></file>', null],
    ['a folder', '<folder name="a"/>', null],
  ])('a file that is %s', (_, xml, stored) => {
    expect(parseStoredFile(xml)).toEqual(stored);
  });

  test.each([
    ['cut', '<file name="a"><currentRevision>'],
    ['no XML', '{"a":1}'],
    ['nothing', ''],
    ['with entities of its own', '<!DOCTYPE x [<!ENTITY a "b">]><file name="&a;"/>'],
    ['complete, but without an md5', file('<state>COMPLETED</state><size>7</size>')],
  ])('an answer that is %s is refused', (_, xml) => {
    expect(() => parseStoredFile(xml)).toThrow(error('bad-response'));
  });
});
