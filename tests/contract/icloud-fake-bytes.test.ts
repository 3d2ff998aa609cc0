import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bytesOf } from '../fakes/icloud/library/content/byte-source.ts';
import { fileChecksum } from '../fakes/icloud/library/content/file-checksum.ts';
import { createLibrary } from '../fakes/icloud/library/library.ts';
import { seededBytes } from '../fakes/icloud/library/content/seeded-bytes.ts';
import type { PlainClient } from '../fakes/icloud/plain-client.ts';
import { hasRecordings } from './icloud-shape.ts';
import { readPage, resourceOf } from './icloud-list-walk.ts';
import { startIcloud } from './icloud-start.ts';

async function firstUrl(client: PlainClient): Promise<string> {
  return resourceOf((await readPage(client, 0)).records[0], 'resOriginalRes').downloadURL ?? '';
}

test.each([
  ['nothing', new Uint8Array(0), 'AW2cWT2PxzWixMKuuNMTHJ8CJ3sH'],
  ['"a"', 'a', 'AW+DzqpT1naxyJUxKmucLJWVb+cN'],
  ['"hello world"', 'hello world', 'AfmD7UtOGIItmXHUm5CO1yik4vxv'],
  ['all byte values', Uint8Array.from({ length: 256 }, (_, value) => value), 'AWZ9n6bnl101EYwlLRpEBwU5EM+Y'],
  ['65,536 zero bytes', new Uint8Array(65_536), 'AXri3s2uku0h4S4YKMXEtR/RtkU0'],
])('fileChecksum of %s equals the reference', (_title, content, checksum) => {
  expect(fileChecksum(bytesOf(content))).toBe(checksum);
});

test.skipIf(!hasRecordings())("fileChecksum of Apple's own JPEG is the one Apple sent", () => {
  const jpeg = readFileSync(
    new URL('../../../shared/fixtures/icloud/downloads/original-jpeg-200.jpg', import.meta.url),
  );
  expect(fileChecksum(bytesOf(jpeg))).toBe('AeYfMtlOMb3dM9bETic9fXkMpjMV');
});

test('a signed URL serves the bytes that the record and the library name', async () => {
  const library = createLibrary();
  library.addPhoto({ bytes: 300_000 });
  const { client } = await startIcloud(library);
  const [expected] = library.expectedOriginals();
  const { body } = await client.send({ url: await firstUrl(client) });
  expect(body).toHaveLength(expected?.sizeBytes ?? -1);
  expect(createHash('md5').update(body).digest('hex')).toBe(expected?.md5);
  expect(fileChecksum(bytesOf(body))).toBe(expected?.checksum);
});

test('a range gets 206 and exactly its bytes; with the switch it gets 200 and everything', async () => {
  const library = createLibrary();
  library.addPhoto({ bytes: 100_000 });
  const { client, fake } = await startIcloud(library);
  const url = await firstUrl(client);
  const whole = (await client.send({ url })).body;
  const rest = await client.send({ url, headers: { range: 'bytes=70000-' } });
  expect([rest.status, rest.headers['content-range']]).toEqual([206, 'bytes 70000-99999/100000']);
  expect(rest.body).toEqual(whole.subarray(70_000));
  const middle = await client.send({ url, headers: { range: 'bytes=10-19' } });
  expect(middle.body).toEqual(whole.subarray(10, 20));
  expect((await client.send({ url, headers: { range: 'bytes=100000-' } })).status).toBe(416);
  fake.switches.ignoreRange = true;
  const ignored = await client.send({ url, headers: { range: 'bytes=70000-' } });
  expect([ignored.status, ignored.body.length]).toEqual([200, 100_000]);
});

test('a signed URL expires and is valid again after a lookup', async () => {
  const library = createLibrary();
  const { master } = library.addPhoto();
  let nowMs = 1_800_000_000_000;
  const { client } = await startIcloud(library, { clock: () => nowMs });
  const url = await firstUrl(client);
  nowMs += 899_000;
  expect((await client.send({ url })).status).toBe(200);
  nowMs += 1_000;
  expect((await client.send({ url })).status).toBe(410);
  const body = { records: [{ recordName: master.recordName }], zoneID: { zoneName: 'PrimarySync' } };
  const { records } = (await client.cloudKit('records/lookup', body)).json as Awaited<
    ReturnType<typeof readPage>
  >;
  expect(
    (await client.send({ url: resourceOf(records[0], 'resOriginalRes').downloadURL ?? '' })).status,
  ).toBe(200);
});

test('a changed signed URL is refused, but another file name is accepted', async () => {
  const library = createLibrary();
  library.addPhoto();
  const { client } = await startIcloud(library);
  const url = await firstUrl(client);
  expect((await client.send({ url: url.replace(/&e=\d+/, '&e=4102444800') })).status).toBe(403);
  expect((await client.send({ url: url.replace('${f}', 'IMG_1.JPG') })).status).toBe(200);
});

test('five gigabytes are served without being stored, at any offset', () => {
  const video = seededBytes(5 * 1024 ** 3, 3);
  const tail = video.read(video.sizeBytes - 100_000, video.sizeBytes);
  expect(tail).toHaveLength(100_000);
  expect(video.read(video.sizeBytes - 10, video.sizeBytes)).toEqual(tail.subarray(-10));
  expect(new Set(tail).size).toBe(256);
});
