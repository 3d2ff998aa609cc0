import { describe, expect, test } from 'vitest';
import type { IcloudReply } from '../../icloud/transport.ts';
import { createIcloudClient } from '../../icloud/client.ts';
import { epochMs, recordName, relativePath } from '../../units.ts';
import { createDownloadUrls } from './download-urls.ts';
import { createBackoffs } from '../flow/backoff.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { createManualClock } from '../testing/manual-clock.ts';

const never = new AbortController().signal;
const zone = { database: 'private', zoneName: 'PrimarySync', ownerRecordName: null, zoneType: null } as const;
const GOOD = 'https://cvws.icloud-content.com/B/x?e=1';
const validate = {
  dsInfo: { dsid: '1' },
  webservices: { ckdatabasews: { url: 'https://p61-ckdatabasews.icloud.com:443' } },
};
const file = (id = 'A'): QueuedFile => ({
  ...{
    key: id,
    order: 1,
    itemKey: id,
    libraryKey: 'l',
    role: 'original',
    holder: recordName(id),
    field: 'resOriginalRes',
    checksum: 'c',
  },
  ...{
    sizeBytes: 5,
    takenAt: epochMs(0),
    path: relativePath('x.jpg'),
    isCopy: false,
    wantedName: null,
    replaces: null,
    state: { status: 'queued' },
  },
});
const record = (name: string, resource: unknown) => ({
  recordName: name,
  recordType: 'CPLMaster',
  fields: { resOriginalRes: { value: resource } },
});

/** Addresses over a real client whose answers to lookups are given; keeps the names that were looked up. */
function createBench(answer: (names: string[]) => unknown[], allowed: readonly string[] = []) {
  const clock = createManualClock();
  const lookups: string[][] = [];
  const reply = (body: unknown): IcloudReply => ({
    status: 200,
    body: JSON.stringify(body),
    retryAfter: null,
  });
  const icloud = createIcloudClient({
    post: async (call) => {
      if (call.host === 'setup') return reply(validate);
      const names = (JSON.parse(call.body) as { records: { recordName: string }[] }).records.map(
        ({ recordName: name }) => name,
      );
      lookups.push(names);
      return reply({ records: answer(names) });
    },
  });
  const tools = { zoneOf: () => zone, mayFetch: async (origin: string) => allowed.includes(origin) };
  return {
    clock,
    lookups,
    addresses: createDownloadUrls(icloud, createBackoffs(clock).icloud, clock, tools),
  };
}
const good = (names: string[]) =>
  names.map((name) => record(name, { downloadURL: GOOD, fileChecksum: 'c', size: 5 }));

test('a batch is asked for in one call, 24 records at most, each once', async () => {
  const { addresses, lookups } = createBench(good);
  const files = Array.from({ length: 30 }, (_, n) => file(`F${n}`));
  await addresses.prepare([...files, file('F0')], never);
  expect(lookups.map((names) => names.length)).toEqual([24, 7]);
  expect(await addresses.of(file('F7'), never)).toEqual({ url: GOOD, checksum: 'c', sizeBytes: 5 });
  expect(lookups).toHaveLength(2);
});

test('an address is used for five minutes, and not after it was refused', async () => {
  const { addresses, lookups, clock } = createBench(good);
  await addresses.of(file(), never);
  await clock.advance(5 * 60_000 - 1);
  await addresses.of(file(), never);
  expect(lookups).toHaveLength(1);
  await clock.advance(1);
  await addresses.of(file(), never);
  expect(lookups).toHaveLength(2);
  addresses.forget(file());
  expect(addresses.isReady(file())).toBe(false);
  await addresses.of(file(), never);
  expect(lookups).toHaveLength(3);
});

describe('no bytes are asked of anybody but Apple’s byte hosts', () => {
  test.each([
    'https://cvws.icloud-content.com/B/x',
    'https://cvws.icloud-content.com.cn/B/x',
    'https://p01-cvws.icloud-content.com/B/x',
    'https://a.b.cvws-h2.icloud-content.com/B/x',
    'https://store-013.blobstore.cdn-apple.com/B/x',
  ])('%s is one', async (downloadURL) => {
    const { addresses } = createBench(
      ([name = '']) => [record(name, { downloadURL, fileChecksum: 'c', size: 5 })],
      ['https://*.icloud-content.com.cn/*', 'https://*.cdn-apple.com/*'],
    );
    expect((await addresses.of(file(), never)).url).toBe(downloadURL);
  });

  test.each([
    'http://cvws.icloud-content.com/x',
    'https://cvws.icloud-content.com.evil.example/x',
    'https://evil.example/cvws.icloud-content.com',
    'https://user@cvws.icloud-content.com/x',
    'https://cvws.icloud-content.com:8443/x',
    'https://evilicloud-content.com/x',
    'https://icloud-content.com/x',
    'https://evilcdn-apple.com/x',
    'https://:secret@cvws.icloud-content.com/x',
    'https://www.icloud.com/x',
    'javascript:alert(1)',
    'data:image/jpeg;base64,AA==',
    '',
  ])('%s is none', async (downloadURL) => {
    const { addresses } = createBench(([name = '']) => [
      record(name, { downloadURL, fileChecksum: 'c', size: 5 }),
    ]);
    await expect(addresses.of(file(), never)).rejects.toMatchObject({ code: 'bad-response' });
  });
});

test.each([
  ['https://cvws.icloud-content.com.cn/B/x?s=secret', 'cvws.icloud-content.com.cn'],
  ['https://store.cdn-apple.com/B/x?s=secret', 'store.cdn-apple.com'],
])('%s is fetched once the user allows it', async (downloadURL, host) => {
  const { addresses } = createBench(([name = '']) => [
    record(name, { downloadURL, fileChecksum: 'c', size: 5 }),
  ]);
  const error = { code: 'permission-missing', message: host, facts: { host } };
  await expect(addresses.of(file(), never)).rejects.toMatchObject(error);
  await addresses.prepare([file()], never);
  await expect(addresses.of(file(), never)).rejects.toMatchObject(error);
});

test('an address of somebody else is named by its host alone', async () => {
  const downloadURL = 'https://bytes.example/B/secret?s=secret';
  const { addresses } = createBench(([name = '']) => [
    record(name, { downloadURL, fileChecksum: 'c', size: 5 }),
  ]);
  await expect(addresses.of(file(), never)).rejects.toMatchObject({
    message: 'an address at bytes.example is refused',
    facts: { host: 'bytes.example' },
  });
});

test.each([
  ['is gone', [{ recordName: 'A', serverErrorCode: 'NOT_FOUND' }], 'record-gone'],
  ['is gone, by another name', [{ recordName: 'A', serverErrorCode: 'UNKNOWN_ITEM' }], 'record-gone'],
  ['is refused', [{ recordName: 'A', serverErrorCode: 'ACCESS_DENIED' }], 'record-refused'],
  ['does not come', [], 'record-refused'],
  [
    'has no such file any more',
    [{ recordName: 'A', recordType: 'CPLMaster', fields: {} }],
    'original-missing',
  ],
  ['has no address', [record('A', { fileChecksum: 'c', size: 5 })], 'record-refused'],
])('a record that %s is said to be so when its turn comes, and costs no other', async (_, records, code) => {
  const { addresses } = createBench((names) => [...records, ...good(names.filter((name) => name !== 'A'))]);
  await addresses.prepare([file('A'), file('B')], never);
  await expect(addresses.of(file('A'), never)).rejects.toMatchObject({ code });
  expect(addresses.isReady(file('B'))).toBe(true);
});

test('what Apple says of a record is asked for once, and once more at the next try', async () => {
  const { addresses, lookups } = createBench(() => [{ recordName: 'A', serverErrorCode: 'NOT_FOUND' }]);
  await addresses.prepare([file('A')], never);
  expect(addresses.isReady(file('A'))).toBe(true);
  await addresses.prepare([file('A')], never);
  await expect(addresses.of(file('A'), never)).rejects.toMatchObject({ code: 'record-gone' });
  expect(lookups).toHaveLength(1);
  await expect(addresses.of(file('A'), never)).rejects.toMatchObject({ code: 'record-gone' });
  expect(lookups).toHaveLength(2);
});

test('addresses of single files are asked for 30 times a minute at most, however often they die', async () => {
  const { addresses, lookups, clock } = createBench(good);
  const stop = new AbortController();
  const asking = (async () => {
    for (;;) {
      await addresses.of(file(), stop.signal);
      addresses.forget(file());
    }
  })().catch(() => undefined);
  await clock.advance(60_000);
  const first = lookups.length;
  await clock.advance(10 * 60_000);
  expect(first).toBeLessThanOrEqual(78);
  expect(lookups.length - first).toBeLessThanOrEqual(300);
  stop.abort();
  await asking;
});
