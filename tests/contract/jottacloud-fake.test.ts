import { expect, test } from 'vitest';
import type { RawResponse } from '../fakes/http/send-request.ts';
import { startFakeJottacloud, type FakeJottacloud } from '../fakes/jottacloud/fake-jottacloud.ts';
import { createRawClient } from '../fakes/jottacloud/raw-client.ts';

const CUSTOMER = 'https://api.jottacloud.com/account/v1/customer';
const BASE = 'https://id.jottacloud.com/auth/realms/jottacloud';

function postToken(jotta: FakeJottacloud, form: Record<string, string>, base = BASE): Promise<RawResponse> {
  return createRawClient(jotta).sendBare({
    url: `${base}/protocol/openid-connect/token`,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
}

function refresh(jotta: FakeJottacloud, refreshToken: string): Promise<RawResponse> {
  return postToken(jotta, {
    grant_type: 'refresh_token',
    client_id: 'jottacli',
    refresh_token: refreshToken,
  });
}

function readLoginToken(pasted: string): Record<string, string> {
  return JSON.parse(Buffer.from(pasted, 'base64url').toString('utf8')) as Record<string, string>;
}

function loginForm(pasted: string): Record<string, string> {
  const { username = '', auth_token = '' } = readLoginToken(pasted);
  const scope = 'openid offline_access';
  return { client_id: 'jottacli', grant_type: 'password', password: auth_token, scope, username };
}

test('every host refuses requests with an extension as origin', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  for (const url of [CUSTOMER, client.jfsRoot, `${BASE}/.well-known/openid-configuration`]) {
    for (const origin of ['chrome-extension://abcdef', 'moz-extension://1-2-3']) {
      const refused = await client.send({ url, headers: { origin } });
      expect(refused).toMatchObject({ status: 403, text: 'Invalid CORS request' });
    }
  }
  expect(
    await client.send({ url: CUSTOMER, headers: { origin: 'https://www.jottacloud.com' } }),
  ).toMatchObject({
    status: 200,
  });
});

test('cookies, preflights, misdirected access tokens and unknown routes are recorded', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  await client.send({ url: CUSTOMER, headers: { cookie: 'session=1' } });
  expect((await client.sendBare({ url: CUSTOMER, method: 'OPTIONS' })).status).toBe(403);
  await client.send({ url: `${BASE}/.well-known/openid-configuration` });
  expect((await client.send({ url: 'https://api.jottacloud.com/files/v2/allocate' })).status).toBe(404);
  expect((await client.sendBare({ url: 'https://www.jottacloud.com/' })).status).toBe(404);
  expect(jotta.violations).toEqual([
    'cookie sent: GET api.jottacloud.com/account/v1/customer',
    'preflight: OPTIONS api.jottacloud.com/account/v1/customer',
    'access token sent to the wrong host: GET id.jottacloud.com/auth/realms/jottacloud/.well-known/openid-configuration',
    'no such route: api.jottacloud.com GET /files/v2/allocate',
    'no such host: GET www.jottacloud.com/',
  ]);
});

test('a login token of a brand is exchanged at that brand and nowhere else', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  const pasted = jotta.createLoginToken({ realm: 'elkjop' });
  const { well_known_link = '' } = readLoginToken(pasted);
  expect(well_known_link).toBe('https://cloud.elkjop.no/auth/realms/elkjop/.well-known/openid-configuration');
  const discovery = JSON.parse((await client.sendBare({ url: well_known_link })).text) as Record<
    string,
    string
  >;
  const brandBase = 'https://cloud.elkjop.no/auth/realms/elkjop';
  expect(discovery['token_endpoint']).toBe(`${brandBase}/protocol/openid-connect/token`);
  expect((await postToken(jotta, loginForm(pasted))).status).toBe(401);
  expect((await postToken(jotta, loginForm(pasted), brandBase)).status).toBe(200);
});

test('a login needs the right scope, client, user and spelling of the grant', async () => {
  await using jotta = await startFakeJottacloud();
  const form = loginForm(jotta.createLoginToken());
  const statuses = [
    await postToken(jotta, { ...form, scope: 'openid' }),
    await postToken(jotta, { ...form, client_id: 'desktop' }),
    await postToken(jotta, { ...form, username: jotta.user.username }),
    await postToken(jotta, { ...form, grant_type: 'PASSWORD' }),
    await postToken(jotta, form),
    await postToken(jotta, form),
  ].map(({ status, text }) => [status, (JSON.parse(text) as Record<string, unknown>)['error']]);
  expect(statuses).toEqual([
    [401, 'invalid_grant'],
    [401, 'invalid_client'],
    [401, 'invalid_grant'],
    [400, 'unsupported_grant_type'],
    [200, undefined],
    [401, 'invalid_grant'],
  ]);
});

test('a used refresh token kills its whole family and no other', async () => {
  await using jotta = await startFakeJottacloud();
  const other = jotta.tokens.createFamily();
  const first = jotta.tokens.createFamily();
  const rotated = JSON.parse((await refresh(jotta, first.refreshToken)).text) as Record<string, string>;
  expect(rotated['refresh_token']).not.toBe(first.refreshToken);
  const stale = await refresh(jotta, first.refreshToken);
  const dead = await refresh(jotta, rotated['refresh_token'] ?? '');
  expect([stale.status, dead.status]).toEqual([400, 400]);
  expect(JSON.parse(stale.text)).toEqual({ error: 'invalid_grant', error_description: 'Stale token' });
  expect(JSON.parse(dead.text)).toMatchObject({ error: 'invalid_grant' });
  expect(jotta.tokens.isValid(rotated['access_token'] ?? '')).toBe(true);
  expect((await refresh(jotta, other.refreshToken)).status).toBe(200);
  jotta.tokens.killFamilies();
  const signedOut = await refresh(jotta, jotta.tokens.families[0]?.currentRefreshToken ?? '');
  expect(JSON.parse(signedOut.text)).toMatchObject({ error: 'invalid_grant' });
  expect((await refresh(jotta, 'rt.unknown')).status).toBe(400);
});

test('a refresh with a lost answer still rotates the token', async () => {
  await using jotta = await startFakeJottacloud();
  const { refreshToken } = jotta.tokens.createFamily();
  jotta.faults.add({ path: /token$/, action: { kind: 'loseReply' } });
  await expect(refresh(jotta, refreshToken)).rejects.toThrow('socket hang up');
  expect(JSON.parse((await refresh(jotta, refreshToken)).text)).toMatchObject({
    error_description: 'Stale token',
  });
});

test('every host refuses access tokens after their lifetime and after a forced expiry', async () => {
  let nowMs = Date.parse('2026-11-23T12:00:00Z');
  await using jotta = await startFakeJottacloud({ now: () => nowMs });
  jotta.tokens.accessTokenLifeSeconds = 5;
  const client = createRawClient(jotta);
  const uploadUrl = 'https://up-no-001.jottacloud.com/files/v1/upload/unknown';
  const statuses = async () => [
    (await client.send({ url: CUSTOMER })).status,
    (await client.send({ url: client.jfsRoot })).status,
    (await client.upload(uploadUrl, new Uint8Array(1))).status,
  ];
  nowMs += 4_999;
  expect(await statuses()).toEqual([200, 200, 404]);
  nowMs += 1;
  expect(await statuses()).toEqual([401, 401, 401]);
  const fresh = createRawClient(jotta);
  jotta.tokens.expireAccessTokens();
  expect((await fresh.send({ url: CUSTOMER })).status).toBe(401);
  expect((await fresh.sendBare({ url: CUSTOMER })).status).toBe(401);
});

test('only the user name from the customer endpoint opens the files', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  const customer = JSON.parse((await client.send({ url: CUSTOMER })).text) as Record<string, unknown>;
  expect(customer).toMatchObject({ username: jotta.user.username, quota: -1, write_locked: false });
  const wrong = await client.send({ url: `https://jfs.jottacloud.com/jfs/${jotta.user.loginUsername}` });
  expect(wrong).toMatchObject({ status: 401, text: expect.stringContaining('Token mismatch!') });
  const empty = await client.send({ url: 'https://jfs.jottacloud.com/jfs/' });
  expect(empty).toMatchObject({ status: 400, text: expect.stringContaining('UsernameNotFoundException') });
});

test('a locked account says so and stores nothing', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  jotta.user.writeLocked = true;
  expect((await client.allocate('a.jpg', new Uint8Array(3))).status).toBe(403);
  expect(JSON.parse((await client.send({ url: CUSTOMER })).text)).toMatchObject({ write_locked: true });
  const user = await client.send({ url: `https://jfs.jottacloud.com/jfs/${jotta.user.username}` });
  expect(user.text).toContain('<write-locked>true</write-locked>');
});
