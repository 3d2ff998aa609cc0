import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createContentHash, isVerifiable } from './content-hash.ts';

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
  expect(await hash.finish()).toEqual({ checksum, md5 });
});

const SALT = 'com.apple.XattrObjectSalt\0com.apple.DataObjectSalt\0';

/** What another implementation gives. */
function expected(...parts: Uint8Array[]): { md5: string; checksum: string } {
  const [plain, salted] = [createHash('md5'), createHash('sha1').update(SALT)];
  for (const part of parts) {
    plain.update(part);
    salted.update(part);
  }
  const checksum = Buffer.concat([Buffer.of(1), salted.digest()]).toString('base64');
  return { md5: plain.digest('hex'), checksum };
}

const noise = (length: number, seed = 1): Uint8Array => {
  let word = seed;
  return Uint8Array.from({ length }, () => (word = (Math.imul(word, 1_103_515_245) + 12_345) >>> 0) >>> 16);
};

test('every length up to five blocks', async () => {
  const all = noise(320);
  const hash = await createContentHash();
  for (let count = 0; count <= all.length; count += 1) {
    hash.restart();
    hash.update(all.subarray(0, count));
    expect(await hash.finish()).toEqual(expected(all.subarray(0, count)));
  }
});

test('five blocks, cut at every place', async () => {
  const all = noise(320);
  const hash = await createContentHash();
  const whole = expected(all);
  for (let cut = 0; cut <= all.length; cut += 1) {
    hash.restart();
    hash.update(all.subarray(0, cut));
    hash.update(all.subarray(cut));
    expect(await hash.finish()).toEqual(whole);
  }
});

test('the split of the bytes does not matter, even across internal pieces', async () => {
  const bytes = noise(300_000);
  const hash = await createContentHash();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(150_000), { maxLength: 12 }), async (cuts) => {
      hash.restart();
      let at = 0;
      for (const cut of cuts) hash.update(bytes.subarray(at, (at = Math.min(bytes.length, at + cut))));
      expect(await hash.finish()).toEqual(expected(bytes.subarray(0, at)));
    }),
    { numRuns: 60 },
  );
});

test('more bits than a number of 32 bits counts', { timeout: 60_000 }, async () => {
  const bytes = noise(1024 * 1024);
  const hash = await createContentHash();
  for (let mebibytes = 0; mebibytes < 513; mebibytes += 1) hash.update(bytes);
  expect(await hash.finish()).toEqual(expected(...Array.from({ length: 513 }, () => bytes)));
});

test('hashes that are used at the same time are independent', async () => {
  const [first, second] = [await createContentHash(), await createContentHash()];
  first.update(noise(1_000));
  second.update(noise(100));
  first.update(noise(50));
  expect(await first.finish()).toEqual(expected(noise(1_000), noise(50)));
  expect(await second.finish()).toEqual(expected(noise(100)));
});

test('a checksum of an unknown kind verifies nothing', () => {
  expect(isVerifiable('AeYfMtlOMb3dM9bETic9fXkMpjMV')).toBe(true);
  expect(isVerifiable('BOYfMtlOMb3dM9bETic9fXkMpjMV')).toBe(false);
  expect(isVerifiable('AeYf')).toBe(false);
  expect(isVerifiable('§')).toBe(false);
});
