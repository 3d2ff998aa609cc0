import { expect, test } from 'vitest';
import { createContentHash, isProvable } from './content-hash.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

test.each([
  ['nothing', new Uint8Array(0), 'AW2cWT2PxzWixMKuuNMTHJ8CJ3sH', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['a', text('a'), 'AW+DzqpT1naxyJUxKmucLJWVb+cN', '0cc175b9c0f1b6a831c399e269772661'],
  ['hello world', text('hello world'), 'AfmD7UtOGIItmXHUm5CO1yik4vxv', '5eb63bbbe01eeed093cb22bb8f5acdc3'],
  [
    'all byte values',
    Uint8Array.from({ length: 256 }, (_, n) => n),
    'AWZ9n6bnl101EYwlLRpEBwU5EM+Y',
    'e2c865db4162bed963bfaa9ef6ac18f0',
  ],
  [
    '65,536 zeros',
    new Uint8Array(65_536),
    'AXri3s2uku0h4S4YKMXEtR/RtkU0',
    'fcd6bcb56c1689fcef28b57c22475bad',
  ],
])("Apple's checksum and md5 of %s", async (_, bytes, checksum, md5) => {
  const hash = await createContentHash();
  hash.update(text('dropped'));
  hash.restart();
  for (let at = 0; at < bytes.length; at += 1_000) hash.update(bytes.subarray(at, at + 1_000));
  expect(hash.finish()).toEqual({ checksum, md5 });
});

test('a checksum of an unknown kind proves nothing', () => {
  expect(isProvable('AeYfMtlOMb3dM9bETic9fXkMpjMV')).toBe(true);
  expect(isProvable('BOYfMtlOMb3dM9bETic9fXkMpjMV')).toBe(false);
  expect(isProvable('AeYf')).toBe(false);
  expect(isProvable('§')).toBe(false);
});
