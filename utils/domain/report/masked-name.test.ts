import { expect, test } from 'vitest';
import { maskedName } from './masked-name.ts';

test.each([
  ['Kari Nordmann', 'K•• N••'],
  ['  åse  ', 'Å••'],
  ['kari@example.no', 'K••'],
  ['', null],
])('%s becomes %s', (name, masked) => {
  expect(maskedName(name)).toBe(masked);
});
