import { expect, test } from 'vitest';
import { isIdentityAddress, isServiceAddress, PARTNER_HOSTS, permissionFor } from './hosts.ts';

test.each([
  ['https://id.jottacloud.com/auth', true, true],
  ['https://ID.JOTTACLOUD.COM/auth', true, true],
  ['https://id.jottacloud.com:443/auth', true, true],
  ['https://cloud.elkjop.no/auth', true, true],
  ['https://letsgo.jotta.cloud/auth', true, true],
  ['https://up-no-001.jottacloud.com/x', false, true],
  ['https://jottacloud.com/x', false, true],
  ['https://x.cloud.elkjop.no/', false, false],
  ['http://id.jottacloud.com/auth', false, false],
  ['https://id.jottacloud.com:8443/auth', false, false],
  ['https://id.jottacloud.com.evil.example/auth', false, false],
  ['https://evil.example/id.jottacloud.com', false, false],
  ['https://id.jottacloud.com@evil.example/', false, false],
  ['https://user:pass@id.jottacloud.com/', false, false],
  ['https://evil.example#id.jottacloud.com', false, false],
  ['https://evil.example\\@id.jottacloud.com/', false, false],
  ['https://notjottacloud.com/', false, false],
  ['https://idjottacloud.com/', false, false],
  ['https://id.jottacloud.com./', false, false],
  ['https://xn--jottacloud-.com/', false, false],
  ['https://id.jottаcloud.com/', false, false],
  ['https://elkjop.no/', false, false],
  ['https://127.0.0.1/', false, false],
  ['javascript:alert(1)', false, false],
  ['//id.jottacloud.com/', false, false],
  ['', false, false],
])('%s: may give tokens %j, may be sent one %j', (address, isIdentity, isService) => {
  expect([isIdentityAddress(address), isServiceAddress(address, PARTNER_HOSTS)]).toEqual([
    isIdentity,
    isService,
  ]);
});

test('a token goes to Jottacloud and to the sign-in’s own service, to no other brand', () => {
  const mayGoTo = (address: string): boolean => isServiceAddress(address, ['cloud.elkjop.no']);
  expect(mayGoTo('https://up-no-001.jottacloud.com/x')).toBe(true);
  expect(mayGoTo('https://cloud.elkjop.no/x')).toBe(true);
  expect(mayGoTo('https://cloud-auth.telia.se/x')).toBe(false);
  expect(mayGoTo('https://x.cloud.elkjop.no/x')).toBe(false);
});

test('only a partner’s host needs a permission of its own', () => {
  expect([permissionFor('id.jottacloud.com'), permissionFor('cloud.elkjop.no')]).toEqual([
    null,
    'https://cloud.elkjop.no/*',
  ]);
});
