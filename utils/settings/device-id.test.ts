import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readDeviceId } from './device-id.ts';

const FORMER = '0123456789abcdef0123456789abcdef';

beforeEach(() => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
});

test('two first questions at once get one id, which stays', async () => {
  const [first, second] = await Promise.all([readDeviceId(), readDeviceId()]);
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect([second, await readDeviceId()]).toEqual([first, first]);
});

test('the id of an earlier build is kept', async () => {
  await fakeBrowser.storage.local.set({ deviceId: FORMER });
  expect(await Promise.all([readDeviceId(), readDeviceId()])).toEqual([FORMER, FORMER]);
  expect(await fakeBrowser.storage.local.get()).toEqual({});
  expect(await readDeviceId()).toBe(FORMER);
});

test('a malformed id of an earlier build is replaced', async () => {
  await fakeBrowser.storage.local.set({ deviceId: 'x' });
  expect(await readDeviceId()).toMatch(/^[0-9a-f]{32}$/);
});
