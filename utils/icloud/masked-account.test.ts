import { expect, test } from 'vitest';
import { parseAccountName } from './account-responses.ts';
import { maskedAccount } from './masked-account.ts';

test.each([
  ['johan@example.no', 'J••@•••.no'],
  ['a@icloud.com', 'A••@•••.com'],
  ['kari@host', 'K••@•••'],
  ['kari@example.nordmannfamily', 'K••@•••'],
  ['+47 912 34 542', '•••42'],
  ['', null],
  [null, null],
  ['kari', null],
] as const)('an account %s is shown as %s', (name, shown) => {
  expect(maskedAccount(name)).toBe(shown);
});

test.each([
  [{ dsInfo: { appleId: 'a@b.no', primaryEmail: 'c@d.no' } }, 'a@b.no'],
  [{ dsInfo: { primaryEmail: 'c@d.no' } }, 'c@d.no'],
  [{ dsInfo: { appleId: 7 } }, null],
  [{ dsInfo: [] }, null],
  ['no answer', null],
] as const)('the account’s name is taken from an answer as far as it is there (%#)', (body, name) => {
  expect(parseAccountName(body)).toBe(name);
});
