import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { spareCalls } from '../../entrypoints/background/icloud/icloud-session.ts';
import { postThroughTab } from '../../entrypoints/background/icloud/tab-transport.ts';
import type { IcloudCall } from '../../utils/icloud/transport.ts';
import { icloudSite } from '../../utils/settings/stored-items.ts';

const PAGES = {
  1: 'https://www.icloud.com/photos/',
  2: 'https://www.icloud.com.cn/photos/',
  3: 'https://www.icloud.com/photos/',
};
type Id = keyof typeof PAGES;
/** Tabs that are open, and the status with which each answers `validate`. */
let open: { id: Id; validate: number }[];
let asked: [tab: number, call: string][];
let created: (string | undefined)[];

const tabOf = ({ id }: { id: Id }) => ({ id, url: PAGES[id], status: 'complete', discarded: false });

beforeEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  fakeBrowser.reset();
  [open, asked, created] = [[], [], []];
  const { tabs, permissions } = fakeBrowser;
  vi.spyOn(permissions, 'contains').mockImplementation(async () => true);
  vi.spyOn(tabs, 'query').mockImplementation(async () => open.map((tab) => tabOf(tab)) as never);
  vi.spyOn(tabs, 'get').mockImplementation((async (id: Id) => tabOf({ id })) as never);
  vi.spyOn(tabs, 'update').mockImplementation((async (id: number) => ({ id })) as never);
  vi.spyOn(tabs, 'create').mockImplementation((async ({ url }: { url?: string }) => {
    created.push(url);
    const id = url === PAGES[2] ? 2 : 1;
    open.push({ id, validate: 200 });
    return { id };
  }) as never);
  vi.spyOn(tabs, 'sendMessage').mockImplementation((async (id: number, message: { request: IcloudCall }) => {
    const { host } = message.request;
    const tab = open.find((each) => each.id === id);
    if (!tab) throw new Error('Could not establish connection. Receiving end does not exist.');
    asked.push([id, host]);
    const status = host === 'setup' ? tab.validate : 200;
    return { value: { status, body: '{}', retryAfter: null } };
  }) as never);
});

const validate = { host: 'setup', path: '/setup/ws/1/validate', body: 'null' } as const;
const yes = (): Promise<boolean> => Promise.resolve(true);
const photos = (site: string): IcloudCall => ({
  host: 'cloudkit',
  serviceUrl: `https://p1-ckdatabasews.icloud.com${site}:443`,
  path: '/x',
  body: '{}',
  withAddresses: false,
});

test('the site with a signed-in account is chosen out of two, and kept', async () => {
  open = [
    { id: 1, validate: 421 },
    { id: 2, validate: 200 },
  ];
  expect(await postThroughTab(validate, yes)).toMatchObject({ status: 200 });
  expect(await icloudSite.getValue()).toBe('.cn');
  asked = [];
  await postThroughTab(photos('.cn'), yes);
  expect(asked).toEqual([[2, 'cloudkit']]);
  expect(created).toEqual([]);
});

test('a photo service is called only from a page of its own site', async () => {
  open = [{ id: 1, validate: 200 }];
  await postThroughTab(photos('.cn'), yes);
  expect(created).toEqual([PAGES[2]]);
  expect(asked).toEqual([[2, 'cloudkit']]);
});

test('the page that answered last is asked without a search for tabs, until it is closed', async () => {
  open = [{ id: 1, validate: 200 }];
  await postThroughTab(photos(''), yes);
  vi.mocked(fakeBrowser.tabs.query).mockClear();
  await postThroughTab(photos(''), yes);
  expect(fakeBrowser.tabs.query).not.toHaveBeenCalled();

  open = [{ id: 3, validate: 200 }];
  asked = [];
  expect(await postThroughTab(photos(''), yes)).toMatchObject({ status: 200 });
  expect(asked).toEqual([[3, 'cloudkit']]);
  expect(created).toEqual([]);
});

test('a page that has frozen is asked once, and then another one', async () => {
  open = [{ id: 1, validate: 200 }];
  await postThroughTab(photos(''), yes);
  open = [
    { id: 1, validate: 200 },
    { id: 3, validate: 200 },
  ];
  asked = [];
  vi.useFakeTimers();
  const send = vi.mocked(fakeBrowser.tabs.sendMessage).mockClear();
  send.mockImplementationOnce(() => new Promise(() => {}));
  const answer = postThroughTab(photos(''), yes);
  await vi.advanceTimersByTimeAsync(90_000);
  vi.useRealTimers();
  expect(await answer).toMatchObject({ status: 200 });
  expect(send).toHaveBeenCalledTimes(2);
  expect(asked).toEqual([[3, 'cloudkit']]);
});

test('the site of the last account is opened when nobody is signed in at the open page', async () => {
  await icloudSite.setValue('.cn');
  open = [{ id: 1, validate: 421 }];
  expect(await postThroughTab(validate, yes)).toMatchObject({ status: 200 });
  expect(created).toEqual([PAGES[2]]);
});

test('a call of the popup waits until the calls of a copy are answered', async () => {
  open = [{ id: 1, validate: 200 }];
  const answer = Promise.withResolvers<unknown>();
  vi.mocked(fakeBrowser.tabs.sendMessage).mockImplementationOnce(async () => {
    asked.push([1, 'copy']);
    return answer.promise;
  });
  const copying = postThroughTab(photos(''), yes);
  await vi.waitUntil(() => asked.length === 1);
  const looking = spareCalls.post(photos(''), new AbortController().signal);
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toEqual([[1, 'copy']]);

  answer.resolve({ value: { status: 200, body: '{}', retryAfter: null } });
  await Promise.all([copying, looking]);
  expect(asked).toEqual([
    [1, 'copy'],
    [1, 'cloudkit'],
  ]);
});

test('a missing sign-in on both sites is reported', async () => {
  await icloudSite.setValue('');
  open = [{ id: 1, validate: 421 }];
  expect(await postThroughTab(validate, yes)).toMatchObject({ status: 421 });
  expect(created).toEqual([]);
});

test('a browser without any window makes the call wait for one', async () => {
  vi.mocked(fakeBrowser.tabs.create).mockRejectedValueOnce(new Error('No current window'));
  await expect(postThroughTab(validate, yes)).rejects.toMatchObject({ code: 'icloud-page-silent' });
  expect(await postThroughTab(validate, yes)).toMatchObject({ status: 200 });
});

test('the answer of a page that is closed right after it counts', async () => {
  // only Chrome is asked to keep the tab
  vi.stubEnv('FIREFOX', '');
  open = [{ id: 2, validate: 200 }];
  vi.mocked(fakeBrowser.tabs.update).mockRejectedValue(new Error('No tab with id: 2.'));
  expect(await postThroughTab(validate, yes)).toMatchObject({ status: 200 });
  expect(asked).toHaveLength(1);
});
