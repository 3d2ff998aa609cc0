import { expect, test } from 'vitest';
import { appleFaults } from '../fakes/icloud/apple-faults.ts';
import { createLibrary } from '../fakes/icloud/library/library.ts';
import { plainLibrary } from '../fakes/icloud/library/plain-library.ts';
import { listBody, resourceOf, type WirePage } from './icloud-list-walk.ts';
import { startIcloud } from './icloud-start.ts';

test.each([
  ['no Origin', { headers: { origin: '' } }, 403],
  ["an extension's Origin", { headers: { origin: 'chrome-extension://abcdefghijklmnop' } }, 403],
  ["the other region's Origin", { headers: { origin: 'https://www.icloud.com.cn' } }, 403],
  ['no cookie', { headers: { cookie: '' } }, 421],
  ['a made-up cookie', { headers: { cookie: 'X-APPLE-WEBAUTH-TOKEN=v=2:t=mine' } }, 421],
  ['GET', { method: 'GET' }, 405],
  ['another partition', { host: 'p62-ckdatabasews.icloud.com' }, 421],
])('CloudKit refuses %s', async (_title, options, status) => {
  const { client } = await startIcloud(createLibrary());
  expect((await client.cloudKit('changes/database', {}, options)).status).toBe(status);
});

test.each(['application/json', 'plain/text', ''])(
  'a call of type "%s" is answered as Apple does, but recorded as a violation',
  async (type) => {
    const { client, fake } = await startIcloud(createLibrary());
    const ask = async () => client.cloudKit('zones/list', {}, { headers: { 'content-type': type } });
    expect((await ask()).status).toBe(200);
    expect(fake.violations).toEqual([expect.stringContaining('not as text/plain')]);
    fake.switches.foreignClients = true;
    expect((await ask()).status).toBe(200);
    expect(fake.violations).toHaveLength(1);
  },
);

test('a sign-in sets the keys of encrypted data and the token, with and without data protection', async () => {
  const { client } = await startIcloud(createLibrary());
  const answer = await client.send({ url: 'https://www.icloud.com/practice/sign-in' });
  expect(answer.headers['set-cookie']?.map((cookie) => cookie.split('=', 1)[0])).toEqual([
    'X-APPLE-WEBAUTH-TOKEN',
    'X-APPLE-WEBAUTH-PCS-Photos',
    'X-APPLE-WEBAUTH-PCS-Sharing',
  ]);
});

test('accountLogin accepts a token of the identity service, but the product must not call it', async () => {
  const { client, fake } = await startIcloud(createLibrary());
  const login = async (dsWebAuthToken: string) =>
    client.send({
      url: 'https://setup.icloud.com/setup/ws/1/accountLogin',
      method: 'POST',
      headers: { origin: 'https://www.icloud.com' },
      body: JSON.stringify({ dsWebAuthToken, trustToken: 'any' }),
    });
  expect((await login('mine')).status).toBe(421);
  const answer = await login(fake.session.loginToken);
  expect(answer.json).toMatchObject({ hsaTrustedBrowser: true, dsInfo: { dsid: fake.session.account.dsid } });
  const cookie = answer.headers['set-cookie']?.map((one) => one.split(';', 1)[0]).join('; ') ?? '';
  expect((await client.cloudKit('zones/list', {}, { headers: { cookie } })).status).toBe(200);
  expect(fake.violations).toHaveLength(2);
});

test('a good answer sets a new token cookie, and both tokens are valid', async () => {
  const { client } = await startIcloud(createLibrary());
  const first = await client.cloudKit('changes/database', {});
  const [cookie = ''] = first.headers['set-cookie'] ?? [];
  expect(cookie).toMatch(/^X-APPLE-WEBAUTH-TOKEN=[^;]+;Path=\/;Domain=\.icloud\.com;Secure;HttpOnly$/);
  const second = await client.cloudKit(
    'changes/database',
    {},
    { headers: { cookie: cookie.split(';', 1)[0] ?? '' } },
  );
  expect(second.status).toBe(200);
});

test('old cookies are invalid after a sign-out, also after the next sign-in', async () => {
  const { client, fake } = await startIcloud(createLibrary());
  const cookie = fake.signedCookie;
  fake.session.signOut();
  expect((await client.cloudKit('zones/list', {}, { headers: { cookie } })).status).toBe(421);
  fake.session.signIn();
  expect((await client.cloudKit('zones/list', {}, { headers: { cookie } })).status).toBe(421);
  expect((await client.cloudKit('zones/list', {})).status).toBe(200);
});

test('validate names the CloudKit host of the current partition, in China the Chinese one', async () => {
  const { client, fake } = await startIcloud(createLibrary());
  fake.session.partition = 143;
  const ask = async (region: string) => {
    const headers = { origin: `https://www.icloud.com${region}`, cookie: fake.signedCookie };
    const answer = await client.send({
      url: `https://setup.icloud.com${region}/setup/ws/1/validate`,
      method: 'POST',
      headers,
    });
    return (answer.json as { webservices: { ckdatabasews: { url: string } } }).webservices.ckdatabasews.url;
  };
  expect(await ask('')).toBe('https://p143-ckdatabasews.icloud.com:443');
  expect(await ask('.cn')).toBe('https://p143-ckdatabasews.icloud.com.cn:443');
});

test('Advanced Data Protection without consent answers 423, and disabled web access 403', async () => {
  const { client, fake } = await startIcloud(createLibrary());
  fake.session.adp = true;
  fake.session.pcsConsent = false;
  expect((await client.cloudKit('zones/list', {})).status).toBe(423);
  fake.session.pcsConsent = true;
  fake.session.webAccess = false;
  const answer = await client.cloudKit('zones/list', {});
  expect(answer.status).toBe(403);
  expect(answer.json).toMatchObject({
    serverErrorCode: 'ACCESS_DENIED',
    reason: expect.stringContaining('private db') as string,
  });
});

test.each([
  [
    'records/modify',
    'https://p61-ckdatabasews.icloud.com/database/1/com.apple.photos.cloud/production/private/records/modify',
  ],
  ['logout', 'https://setup.icloud.com/setup/ws/1/logout'],
  ['requestPCS', 'https://setup.icloud.com/setup/ws/1/requestPCS'],
  ['enableDeviceConsentForPCS', 'https://setup.icloud.com/setup/ws/1/enableDeviceConsentForPCS'],
  ['an upload', 'https://p61-uploadphotosws.icloud.com/upload?filename=a.jpg'],
])('%s is refused and recorded', async (_title, url) => {
  const { client, fake } = await startIcloud(createLibrary());
  expect(() => {
    fake.assertNeverWritten();
  }).not.toThrow();
  expect((await client.send({ url, method: 'POST', headers: { cookie: fake.signedCookie } })).status).toBe(
    403,
  );
  expect(fake.forbiddenCalls).toHaveLength(1);
  expect(() => {
    fake.assertNeverWritten();
  }).toThrow(/asked to change/);
});

test('a cookie that reaches the byte host is a violation', async () => {
  const { client, fake } = await startIcloud(plainLibrary({ items: 1 }));
  const page = (await client.cloudKit('records/query', listBody(0))).json as WirePage;
  const { downloadURL = '' } = resourceOf(page.records[0], 'resOriginalRes');
  await client.send({ url: downloadURL });
  expect(fake.violations).toEqual([]);
  await client.send({ url: downloadURL, headers: { cookie: 'a=b' } });
  expect(fake.violations).toHaveLength(1);
});

test('the page signs in with its button and through the practice route', async () => {
  const { client, fake } = await startIcloud(createLibrary());
  fake.session.signOut();
  const shell = await client.send({ url: 'https://www.icloud.com/photos/' });
  expect(shell.headers['set-cookie']).toBeUndefined();
  const signIn = await client.send({ url: 'https://www.icloud.com/practice/sign-in' });
  expect([signIn.status, signIn.headers.location]).toEqual([302, '/photos/']);
  const cookie = signIn.headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '';
  expect((await client.cloudKit('zones/list', {}, { headers: { cookie } })).status).toBe(200);
  const frame = await client.send({
    url: 'https://www.icloud.com/applications/photos3/current/en-us/index.html?rootDomain=www',
  });
  expect(frame.headers['content-type']).toContain('text/html');
});

test('a switched-on error is visible to the page and expires', async () => {
  const { client, fake } = await startIcloud(createLibrary());
  fake.faults.add({ path: /records\/lookup/, times: 1, action: appleFaults.throttled(7) });
  const body = { records: [], zoneID: { zoneName: 'PrimarySync' } };
  const refused = await client.cloudKit('records/lookup', body);
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '7']);
  expect(refused.headers['access-control-allow-origin']).toBe('https://www.icloud.com');
  expect((await client.cloudKit('records/lookup', body)).status).toBe(200);
});
