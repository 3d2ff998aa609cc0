import { describe, expect, test } from 'vitest';
import type { IcloudReply } from '../../../icloud/transport.ts';
import { createIcloudClient } from '../../../icloud/client.ts';
import { epochMs, recordName, relativePath } from '../../../units.ts';
import { createDownloadUrls } from './download-urls.ts';
import { createBackoffs } from '../../flow/backoff.ts';
import type { QueuedFile } from '../../../ports/work-queue.ts';
import { createManualClock } from '../../testing/manual-clock.ts';

const never = new AbortController().signal;
const zone = { database: 'private', zoneName: 'PrimarySync', ownerRecordName: null, zoneType: null } as const;
const GOOD = 'https://cvws.icloud-content.com/B/x?e=1';
const validate = {
  dsInfo: { dsid: '1' },
  webservices: { ckdatabasews: { url: 'https://p61-ckdatabasews.icloud.com:443' } },
};
const file = (id = 'A'): QueuedFile => ({
  key: id,
  order: 1,
  itemKey: id,
  libraryKey: 'l',
  role: 'original',
  holder: recordName(id),
  field: 'resOriginalRes',
  checksum: 'c',
  sizeBytes: 5,
  takenAt: epochMs(0),
  path: relativePath('x.jpg'),
  isCopy: false,
  wantedName: null,
  replaces: null,
  state: { status: 'queued' },
});
const record = (name: string, resource: unknown) => ({
  recordName: name,
  recordType: 'CPLMaster',
  fields: { resOriginalRes: { value: resource } },
});

/** Download URLs with a real client and given answers to lookups. Records the names that were looked up. */
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
    urls: createDownloadUrls(icloud, createBackoffs(clock).icloud, clock, tools),
  };
}
const good = (names: string[]) =>
  names.map((name) => record(name, { downloadURL: GOOD, fileChecksum: 'c', size: 5 }));

test('a batch is requested in calls of at most 200 records, each once', async () => {
  const { urls, lookups } = createBench(good);
  const files = Array.from({ length: 230 }, (_, n) => file(`F${n}`));
  await urls.prepare([...files, file('F0')], never);
  expect(lookups.map((names) => names.length)).toEqual([200, 30]);
  expect(await urls.of(file('F7'), never)).toEqual({ url: GOOD, checksum: 'c', sizeBytes: 5 });
  expect(lookups).toHaveLength(2);
});

test('a URL is used for five minutes, and never after it was refused', async () => {
  const { urls, lookups, clock } = createBench(good);
  await urls.of(file(), never);
  await clock.advance(5 * 60_000 - 1);
  await urls.of(file(), never);
  expect(lookups).toHaveLength(1);
  await clock.advance(1);
  await urls.of(file(), never);
  expect(lookups).toHaveLength(2);
  urls.forget(file());
  expect(urls.isReady(file())).toBe(false);
  await urls.of(file(), never);
  expect(lookups).toHaveLength(3);
});

describe('bytes are requested only from Apple’s byte hosts', () => {
  test.each([
    'https://cvws.icloud-content.com/B/x',
    'https://cvws.icloud-content.com.cn/B/x',
    'https://p01-cvws.icloud-content.com/B/x',
    'https://a.b.cvws-h2.icloud-content.com/B/x',
    'https://store-013.blobstore.cdn-apple.com/B/x',
  ])('%s is one', async (downloadURL) => {
    const { urls } = createBench(
      ([name = '']) => [record(name, { downloadURL, fileChecksum: 'c', size: 5 })],
      ['https://*.icloud-content.com.cn/*', 'https://*.cdn-apple.com/*'],
    );
    expect((await urls.of(file(), never)).url).toBe(downloadURL);
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
  ])('%s is refused', async (downloadURL) => {
    const { urls } = createBench(([name = '']) => [
      record(name, { downloadURL, fileChecksum: 'c', size: 5 }),
    ]);
    await expect(urls.of(file(), never)).rejects.toMatchObject({ code: 'bad-response' });
  });
});

test.each([
  ['https://cvws.icloud-content.com.cn/B/x?s=secret', 'cvws.icloud-content.com.cn'],
  ['https://store.cdn-apple.com/B/x?s=secret', 'store.cdn-apple.com'],
])('%s is used once the user permits it', async (downloadURL, host) => {
  const { urls } = createBench(([name = '']) => [record(name, { downloadURL, fileChecksum: 'c', size: 5 })]);
  const error = { code: 'permission-missing', message: host, facts: { host } };
  await expect(urls.of(file(), never)).rejects.toMatchObject(error);
  await urls.prepare([file()], never);
  await expect(urls.of(file(), never)).rejects.toMatchObject(error);
});

test('the error about a foreign URL names only its host', async () => {
  const downloadURL = 'https://bytes.example/B/secret?s=secret';
  const { urls } = createBench(([name = '']) => [record(name, { downloadURL, fileChecksum: 'c', size: 5 })]);
  await expect(urls.of(file(), never)).rejects.toMatchObject({
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
])(
  'a record that %s fails when its turn comes, and no other record fails with it',
  async (_, records, code) => {
    const { urls } = createBench((names) => [...records, ...good(names.filter((name) => name !== 'A'))]);
    await urls.prepare([file('A'), file('B')], never);
    await expect(urls.of(file('A'), never)).rejects.toMatchObject({ code });
    expect(urls.isReady(file('B'))).toBe(true);
  },
);

test('an error about a record is requested once, and again at the next attempt', async () => {
  const { urls, lookups } = createBench(() => [{ recordName: 'A', serverErrorCode: 'NOT_FOUND' }]);
  await urls.prepare([file('A')], never);
  expect(urls.isReady(file('A'))).toBe(true);
  await urls.prepare([file('A')], never);
  await expect(urls.of(file('A'), never)).rejects.toMatchObject({ code: 'record-gone' });
  expect(lookups).toHaveLength(1);
  await expect(urls.of(file('A'), never)).rejects.toMatchObject({ code: 'record-gone' });
  expect(lookups).toHaveLength(2);
});

test('URLs of single files are requested at most 30 times a minute, however often they expire', async () => {
  const { urls, lookups, clock } = createBench(good);
  const stop = new AbortController();
  const asking = (async () => {
    for (;;) {
      await urls.of(file(), stop.signal);
      urls.forget(file());
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
