import { expect, test } from 'vitest';
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
