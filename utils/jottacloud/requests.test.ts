import { expect, test } from 'vitest';
import { epochMs, jfsPath, md5 } from '../units.ts';
import {
  buildAccountRoot,
  buildAllocate,
  buildCustomer,
  buildDiscovery,
  buildExchange,
  buildRefresh,
} from './requests.ts';

const TOKEN_ENDPOINT = 'https://id.jottacloud.com/auth/realms/jottacloud/protocol/openid-connect/token';
const form = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' };
const json = { 'Content-Type': 'application/json', Accept: 'application/json' };

test.each([
  [
    'the discovery document',
    buildDiscovery('https://id.jottacloud.com/x'),
    { url: 'https://id.jottacloud.com/x', init: { method: 'GET', headers: {} } },
  ],
  [
    'a login token is spent',
    buildExchange(TOKEN_ENDPOINT, 'a b', 'pt-&1'),
    {
      url: TOKEN_ENDPOINT,
      init: {
        method: 'POST',
        headers: form,
        body: 'client_id=jottacli&grant_type=password&password=pt-%261&scope=openid+offline_access&username=a+b',
      },
    },
  ],
  [
    'a refresh token is traded',
    buildRefresh(TOKEN_ENDPOINT, 'rt.1'),
    {
      url: TOKEN_ENDPOINT,
      init: {
        method: 'POST',
        headers: form,
        body: 'grant_type=refresh_token&refresh_token=rt.1&client_id=jottacli',
      },
    },
  ],
  [
    'the customer',
    buildCustomer(),
    { url: 'https://api.jottacloud.com/account/v1/customer', init: { method: 'GET', headers: {} } },
  ],
  [
    'the account',
    buildAccountRoot('a/b'),
    { url: 'https://jfs.jottacloud.com/jfs/a%2Fb', init: { method: 'GET', headers: {} } },
  ],
])('%s', (_, request, expected) => {
  expect(request).toEqual(expected);
});

test.each([
  [Date.UTC(2019, 6, 14, 9, 30, 15, 999), '2019-07-14T09:30:15Z'],
  [-1, '1969-12-31T23:59:59Z'],
  [0, '1970-01-01T00:00:00Z'],
])('a file taken at %d is announced with the whole second %s, never over another one', (takenAt, time) => {
  const file = {
    path: jfsPath('/jfs/Jotta/Archive/iCloud Photos/2019/100 å.jpg'),
    sizeBytes: 5,
    md5: md5('D41D8CD98F00B204E9800998ECF8427E'),
    takenAt: epochMs(takenAt),
    replaces: false,
  };
  const { url, init } = buildAllocate(file);
  expect([url, init.method, init.headers]).toEqual([
    'https://api.jottacloud.com/files/v1/allocate',
    'POST',
    json,
  ]);
  expect(JSON.parse(init.body ?? '')).toEqual({
    bytes: 5,
    created: time,
    modified: time,
    md5: 'd41d8cd98f00b204e9800998ecf8427e',
    path: '/jfs/Jotta/Archive/iCloud Photos/2019/100 å.jpg',
    conflict_handler: 'REJECT_CONFLICTS',
  });
});
