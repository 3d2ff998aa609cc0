import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { followOpenedTab, openIcloudTab } from '../../entrypoints/background/icloud/icloud-tabs.ts';

const PHOTOS = 'https://www.icloud.com/photos/';
/** Address of the one open tab; undefined for a site that we may not see. */
let shown: string | undefined;
let created: number;
let led: number[];
let activate: (info: { tabId: number; windowId: number }) => unknown;

beforeEach(() => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
  [shown, created, led] = [PHOTOS, 0, []];
  const { tabs } = fakeBrowser;
  vi.spyOn(tabs, 'create').mockImplementation(async () => ({ id: (created += 1) }) as never);
  vi.spyOn(tabs, 'get').mockImplementation(async () => ({ url: shown }) as never);
  vi.spyOn(tabs, 'update').mockImplementation((async (id: number, change: { url?: string }) => {
    if (change.url !== undefined) led.push(id);
    return { id };
  }) as never);
  vi.spyOn(tabs.onActivated, 'addListener').mockImplementation((listener) => void (activate = listener));
  followOpenedTab();
});

test('a tab opened in the background returns to the photos from any page', async () => {
  await openIcloudTab('');
  shown = undefined;
  expect((await openIcloudTab('')).id).toBe(1);
  expect([created, led]).toEqual([1, [1]]);
});

test('a tab that a person has taken over is left alone, and another is opened once', async () => {
  await openIcloudTab('');
  await activate({ tabId: 1, windowId: 1 });
  shown = undefined;
  expect((await openIcloudTab('')).id).toBe(2);
  expect((await openIcloudTab('')).id).toBe(2);
  expect([created, led]).toEqual([2, [2]]);
});

test('a tab that a person has looked at returns to the photos while it shows icloud.com', async () => {
  await openIcloudTab('');
  await activate({ tabId: 1, windowId: 1 });
  await activate({ tabId: 9, windowId: 1 });
  expect((await openIcloudTab('')).id).toBe(1);
  expect([created, led]).toEqual([1, [1]]);
});

test('a tab that a person looks at while it is noted as ours is left alone', async () => {
  const { session } = fakeBrowser.storage;
  const write = session.set;
  vi.spyOn(session, 'set').mockImplementation(async (items) => {
    await write(items);
    if ('openedPage' in items) await activate({ tabId: 1, windowId: 1 });
  });
  await openIcloudTab('');
  vi.mocked(session.set).mockRestore();
  shown = undefined;
  expect((await openIcloudTab('')).id).toBe(2);
});
