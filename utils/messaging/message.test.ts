import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { toErrorRecord, TransferError } from '../errors.ts';
import type { IcloudReply } from '../icloud/transport.ts';
import { askBackground, askContent, serve, serveContent, sendToHost } from './message.ts';

const ID = 'abc';
const OWN = `chrome-extension://${ID}/`;
const page = { id: ID, url: `${OWN}popup.html` };
/** What Chromium says of our service worker. */
const worker = { id: ID, origin: OWN.slice(0, -1) };
/** What Chromium says of a content script whose process was taken over and leaves its address out. */
const takenOver = {
  id: ID,
  origin: 'https://www.icloud.com',
  frameId: 0,
  documentId: 'D1',
  documentLifecycle: 'active',
  tab: { id: 7, url: 'https://www.icloud.com/photos/' },
};
type Listener = (message: unknown, sender: object) => unknown;

/** Hears what a listener of the browser hears, with a sender of the test's choice. */
function listenAs(): Listener {
  const listeners: Listener[] = [];
  vi.spyOn(fakeBrowser.runtime.onMessage, 'addListener').mockImplementation(
    (listener) => void listeners.push(listener as Listener),
  );
  return (message, sender) =>
    listeners.map((listener) => listener(message, sender)).find((reply) => reply !== undefined);
}
const readPower = () => ({ hasLowBattery: false, isMetered: false });
const handlers = { wake: vi.fn<() => void>(), readPower };

beforeEach(() => {
  vi.restoreAllMocks();
  handlers.wake.mockReset();
  fakeBrowser.reset();
  fakeBrowser.runtime.id = ID;
  vi.spyOn(fakeBrowser.runtime, 'getURL').mockReturnValue(OWN);
});

describe('messages to our own contexts', () => {
  const message = { to: 'host', name: 'wake', request: { atOnce: true, log: 'fotoflytt' } };

  test.each([
    ['our own page', page],
    ['our service worker, which has no address', worker],
  ])('are answered when they come from %s', async (_, sender) => {
    const hear = listenAs();
    serve('host', handlers);
    expect(await hear(message, sender)).toEqual({ value: undefined });
    expect(handlers.wake).toHaveBeenCalledWith({ atOnce: true, log: 'fotoflytt' });
  });

  test.each([
    ['a content script at icloud.com', { ...takenOver, url: 'https://www.icloud.com/photos/' }],
    ['a content script that leaves its address out', takenOver],
    ['the same in a browser that names no document', { id: ID, tab: { id: 7 }, frameId: 0 }],
    ['another extension', { id: 'xyz', url: 'chrome-extension://xyz/popup.html' }],
    ['another extension without an address', { id: 'xyz' }],
    ['another extension that says our address', { ...page, id: 'xyz' }],
    ['a page that bears our name', { id: ID, url: `https://evil.example/?${OWN}` }],
    ['a page without an address', { id: ID, url: '' }],
    ['nobody', {}],
  ])('are not answered when they come from %s', (_, sender) => {
    const hear = listenAs();
    serve('host', handlers);
    expect(hear(message, sender)).toBeUndefined();
    expect(handlers.wake).not.toHaveBeenCalled();
  });

  test.each([
    ['a content script that leaves its address out', takenOver],
    ['a sender without any address, even our service worker', worker],
    ['a content script at icloud.com', { ...takenOver, url: 'https://www.icloud.com/photos/' }],
    ['another extension', { id: 'xyz', url: 'chrome-extension://xyz/popup.html' }],
  ])('that ask the background for a token are not answered when they come from %s', (_, sender) => {
    const hear = listenAs();
    const accessToken = vi.fn<() => { value: string; username: string }>();
    serve('background', { accessToken } as never);
    const request = { minLifeMs: 1, refused: null };
    const asked = hear({ to: 'background', name: 'accessToken', request }, sender);
    expect(asked).toBeUndefined();
    expect(accessToken).not.toHaveBeenCalled();
  });

  test.each([
    ['to somebody else', { ...message, to: 'background' }],
    ['of an unknown name', { ...message, name: 'stop' }],
    ['of a name that every object has', { ...message, name: 'toString' }],
    ['that are none', 'wake'],
    ['that are nothing', null],
  ])('%s are left to others', (_, odd) => {
    const hear = listenAs();
    serve('host', handlers);
    expect(hear(odd, page)).toBeUndefined();
  });
});

describe('questions', () => {
  test('get the answer of the background', async () => {
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue({ value: 'signed-in' } as never);
    expect(await askBackground('checkSession')).toBe('signed-in');
    expect(fakeBrowser.runtime.sendMessage).toHaveBeenCalledWith({
      to: 'background',
      name: 'checkSession',
      request: undefined,
    });
  });

  test.each([
    [
      { code: 'token-used', detail: 'x' },
      { code: 'token-used', message: 'x' },
    ],
    [
      { code: 'rate-limited', detail: '', service: 'icloud', retryAfterMs: 5 },
      { code: 'rate-limited', service: 'icloud', retryAfterMs: 5 },
    ],
    [
      { code: 'of a newer version', detail: 7 },
      { code: 'unexpected', message: '' },
    ],
  ])('fail with the error %j as a class of ours', async (error, expected) => {
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue({ error } as never);
    const asked = askBackground('checkSession');
    await expect(asked).rejects.toBeInstanceOf(TransferError);
    await expect(askBackground('checkSession')).rejects.toMatchObject(expected);
  });

  test.each([undefined, null, 'hello'])('that %j answers are answered by nobody', async (reply) => {
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue(reply as never);
    await expect(sendToHost('wake', { atOnce: false, log: 'fotoflytt' })).rejects.toMatchObject({
      code: 'unexpected',
    });
  });
});

describe('an error of a handler', () => {
  test.each([
    [
      'of ours keeps its code',
      new TransferError('rate-limited', 'status 429', { retryAfterMs: 5 }),
      { code: 'rate-limited', detail: 'status 429', retryAfterMs: 5 },
    ],
    [
      'of somebody else loses what follows an address',
      new Error('at https://x.example/a?token=secret'),
      { code: 'unexpected', detail: 'Error: at https://x.example/a' },
    ],
  ])('%s', async (_, error, record) => {
    const hear = listenAs();
    serve('host', { wake: () => Promise.reject(error) as never, readPower });
    expect(
      await hear({ to: 'host', name: 'wake', request: { atOnce: true, log: 'fotoflytt' } }, page),
    ).toEqual({
      error: record,
    });
  });
});

test.each([undefined, {}, { atOnce: true }, { atOnce: 'yes', log: 'fotoflytt' }, [], 'wake'])(
  'a message of ours with the odd request %j is refused',
  async (request) => {
    const hear = listenAs();
    serve('host', handlers);
    expect(await hear({ to: 'host', name: 'wake', request }, page)).toMatchObject({
      error: { code: 'unexpected' },
    });
    expect(handlers.wake).not.toHaveBeenCalled();
  },
);

test('an error with a text of a megabyte is read without a moment’s standstill', async () => {
  const error = { code: 'network', detail: 'http://a'.repeat(125_000) };
  vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockResolvedValue({ error } as never);
  const failure = await askContent(7, 'post', { host: 'setup', path: '/x', body: '' }).catch(toErrorRecord);
  expect(failure).toEqual({ code: 'network', detail: 'http://a'.repeat(38).slice(0, 300) });
});

test('an error that names no service of ours, or a wait of years, loses that', async () => {
  const error = { code: 'network', detail: 'x'.repeat(9_999), service: '__proto__', retryAfterMs: 1e12 };
  vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockResolvedValue({ error } as never);
  const failure = await askContent(7, 'post', { host: 'setup', path: '/x', body: '' }).catch(toErrorRecord);
  expect(failure).toEqual({ code: 'network', detail: 'x'.repeat(300) });
});

describe('the content script', () => {
  const post = vi.fn<() => IcloudReply>(() => ({ status: 200, body: '{}', retryAfter: null }));
  const summary = () => ({ tiles: 0, signed: 0, blobReadable: 0, blobUnreadable: 0, parameters: [] });
  const message = { to: 'content', name: 'post', request: { host: 'setup', path: '/x', body: '' } };

  test('answers while its frame is the one, and not before', async () => {
    const hear = listenAs();
    let mayAnswer = false;
    serveContent({ post, look: summary }, () => mayAnswer);
    expect(hear(message, {})).toBeUndefined();
    mayAnswer = true;
    expect(await hear(message, {})).toEqual({ value: { status: 200, body: '{}', retryAfter: null } });
    expect(hear({ ...message, name: 'constructor' }, {})).toBeUndefined();
  });

  test('is asked in its tab', async () => {
    vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockResolvedValue({ value: 'answer' } as never);
    const request = { host: 'setup', path: '/x', body: '' } as const;
    expect(await askContent(7, 'post', request)).toBe('answer');
    expect(fakeBrowser.tabs.sendMessage).toHaveBeenCalledWith(7, { to: 'content', name: 'post', request });
  });
});
