import { expect, test } from 'vitest';
import { fileChecksum } from './file-checksum.ts';

const encode = (text: string) => new TextEncoder().encode(text);

test.each([
  ['no bytes', [], 'AW2cWT2PxzWixMKuuNMTHJ8CJ3sH'],
  ['bytes in one part', ['hello world'], 'AfmD7UtOGIItmXHUm5CO1yik4vxv'],
  ['the same bytes in three parts', ['hello', ' ', 'world'], 'AfmD7UtOGIItmXHUm5CO1yik4vxv'],
])("Apple's checksum of %s", async (_, parts, checksum) => {
  expect(await fileChecksum(parts.map(encode))).toBe(checksum);
});
