import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { askFromContent, type Handlers, serveInPage } from './message.ts';
import { MAX_SENT } from '../domain/photo/wanted-send.ts';
import { MAX_ALBUMS_ASKED, MAX_ASKED } from './in-page-requests.ts';
import { type InPageProtocol, MAX_PICTURES_ASKED } from './protocol.ts';

const ID = 'abcdefghijklmnop';
const frame = 'https://www.icloud.com/applications/photos3/current/nb-no/index.html?rootDomain=www';
const tab = { id: 7, url: 'https://www.icloud.com/photos/' };
const script = { id: ID, tab, url: frame, origin: 'https://www.icloud.com' };
const thumb = 'AQf0OcZ+T/8aVZd1kqzsQ4y0aB3c';
const photo = '49F535F0-7F87-4CCE-BB87-09C434C22F73';

type Hear = (message: unknown, sender: object) => unknown;
let hear: Hear;
let seen: [name: string, request: unknown][];

beforeEach(() => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
  fakeBrowser.runtime.id = ID;
  vi.spyOn(fakeBrowser.runtime.onMessage, 'addListener').mockImplementation(
    (listener) => void (hear = listener as Hear),
  );
  seen = [];
  const note =
    <Answer>(name: string, answer: Answer) =>
    (request?: unknown) => {
      seen.push([name, request]);
      return answer;
    };
  const handlers: Handlers<InPageProtocol> = {
    pageState: note('pageState', { isSetUp: true, marks: true, setup: null }),
    thumbStates: note('thumbStates', {}),
    itemStates: note('itemStates', {}),
    albumFigures: note('albumFigures', { listedAt: null, albums: [] }),
    albumCovers: note('albumCovers', []),
    sendItems: note('sendItems', { added: 1, undoId: 'u1', needsSetup: false, isPlan: false }),
    undoSend: note('undoSend', { isTakenBack: true }),
    openSetup: note('openSetup', undefined),
    openDetails: note('openDetails', undefined),
    continueSetup: note('continueSetup', undefined),
  };
  serveInPage(handlers);
});

const ask = (name: string, request?: unknown, sender: object = script) =>
  hear({ to: 'page', name, request }, sender);

describe('the background answers the page’s script', () => {
  test.each([
    ['in the frame of Photos', frame],
    ['in the shell', 'https://www.icloud.com/photos/#/'],
    ['in mainland China', 'https://www.icloud.com.cn/applications/photos3/current/zh-cn/index.html'],
    ['in a frame that the browser still names by its empty first document', 'about:blank'],
  ])('%s', async (_, url) => {
    const origin = url === 'about:blank' ? script.origin : new URL(url).origin;
    expect(await ask('pageState', undefined, { ...script, url, origin })).toEqual({
      value: { isSetUp: true, marks: true, setup: null },
    });
  });

  test.each([
    ['another site', { ...script, origin: 'https://www.icloud.com.evil.example' }],
    ['a site below', { ...script, origin: 'https://x.www.icloud.com' }],
    ['a page without encryption', { ...script, origin: 'http://www.icloud.com' }],
    ['a frame without rights of its site', { ...script, origin: 'null' }],
    ['another extension', { ...script, id: 'other' }],
    ['no tab', { ...script, tab: undefined }],
    ['no site', { ...script, origin: undefined }],
    ['a frame of Photos inside another site', { ...script, tab: { id: 7, url: 'https://evil.example/' } }],
    ['a frame of Photos in a tab whose address we may not know', { ...script, tab: { id: 7 } }],
    ['a tab whose address is none', { ...script, tab: { id: 7, url: 'www.icloud.com' } }],
  ])('and nobody who comes from %s', (_, sender) => {
    expect(ask('pageState', undefined, sender)).toBeUndefined();
    expect(seen).toEqual([]);
  });

  test.each(['connect', 'toString', '__proto__', 'constructor'])('and not to "%s"', (name) => {
    expect(ask(name)).toBeUndefined();
  });
});

describe('a request', () => {
  test('reaches its handler with known fields alone, each name once, in one alphabet', async () => {
    const urlSafe = thumb.replaceAll('+', '-').replaceAll('/', '_');
    await ask('sendItems', { assetNames: [photo, photo], thumbs: [urlSafe, thumb], everythingElse: 1 });
    expect(seen).toEqual([['sendItems', { assetNames: [photo], thumbs: [thumb] }]]);
  });

  test.each<[string, unknown, unknown]>([
    ['sendItems', { everything: true, albumName: 'x y' }, { everything: true }],
    ['sendItems', { albumName: photo }, { albumName: photo }],
    ['undoSend', { undoId: 'u-1' }, { undoId: 'u-1' }],
    ['openSetup', { keep: { everything: true } }, { keep: { everything: true } }],
    ['itemStates', { assetNames: [] }, { assetNames: [] }],
    ['albumFigures', { albumNames: [photo, photo], limit: 9 }, { albumNames: [photo] }],
    ['albumCovers', { albumNames: [photo], refs: ['private:PrimarySync/A'] }, { albumNames: [photo] }],
  ])('%s of the right shape is taken', async (name, request, taken) => {
    await ask(name, request);
    expect(seen).toEqual([[name, taken]]);
  });

  const many = (count: number) => Array.from({ length: count }, (_, number) => `photo-${number}`);

  test.each<[string, string, unknown]>([
    ['without anything', 'sendItems', undefined],
    ['with half of it', 'sendItems', { assetNames: [photo] }],
    ['with everything that is not quite true', 'sendItems', { everything: 'true' }],
    ['with too many photos', 'sendItems', { assetNames: many(MAX_SENT + 1), thumbs: [] }],
    ['with too many questions', 'itemStates', { assetNames: many(MAX_ASKED + 1) }],
    ['with a number for a name', 'itemStates', { assetNames: [7] }],
    ['with a name that is too long', 'itemStates', { assetNames: ['x'.repeat(81)] }],
    ['with a name of other characters', 'itemStates', { assetNames: ['../settings'] }],
    ['with too many albums', 'albumFigures', { albumNames: many(MAX_ALBUMS_ASKED + 1) }],
    ['with too many covers', 'albumCovers', { albumNames: many(MAX_PICTURES_ASKED + 1) }],
    [
      'with the key of an album for its name',
      'albumFigures',
      { albumNames: [`private:PrimarySync/${photo}`] },
    ],
    ['with a reference for a name', 'albumCovers', { albumNames: [`album:${photo}`] }],
    ['with photos for albums', 'albumCovers', { assetNames: [photo] }],
    ['with an album that is a number', 'albumFigures', { albumNames: [7] }],
    ['with a list that is none', 'thumbStates', { thumbs: { length: 1, 0: thumb } }],
    ['with a short thumb', 'thumbStates', { thumbs: [thumb.slice(1)] }],
    ['with an album that is an object', 'sendItems', { albumName: {} }],
    ['with a strange undo', 'undoSend', { undoId: 'a b' }],
    ['with nothing to keep', 'openSetup', {}],
  ])('%s is refused before any handler sees it', async (_, name, request) => {
    expect(await ask(name, request)).toMatchObject({ error: { code: 'unexpected' } });
    expect(seen).toEqual([]);
  });
});

test('the page’s script asks in the name of the page, and hears when nobody answers', async () => {
  const send = vi
    .spyOn(fakeBrowser.runtime, 'sendMessage')
    .mockResolvedValue({ value: { x: 'proved' } } as never);
  expect(await askFromContent('thumbStates', { thumbs: [thumb] })).toEqual({ x: 'proved' });
  expect(send).toHaveBeenCalledWith({ to: 'page', name: 'thumbStates', request: { thumbs: [thumb] } });
  send.mockResolvedValue(undefined);
  await expect(askFromContent('pageState')).rejects.toMatchObject({ code: 'unexpected' });
});

describe('an answer that is lost', () => {
  const reply = { value: { added: 1, undoId: 'u1', needsSetup: false, isPlan: false } };
  const unreached = new Error('Could not establish connection. Receiving end does not exist.');

  test.each([
    ['the background ended meanwhile', () => Promise.resolve(undefined)],
    ['no listener was there yet', () => Promise.reject(unreached)],
  ])('is asked for once more: %s', async (_, first) => {
    const send = vi
      .spyOn(fakeBrowser.runtime, 'sendMessage')
      .mockImplementationOnce(first)
      .mockImplementationOnce(() => Promise.resolve(reply as never));
    expect(await askFromContent('sendItems', { everything: true })).toEqual(reply.value);
    expect(send).toHaveBeenCalledTimes(2);
  });

  test('of an undo that was heard is an error, because a second one would find nothing to undo', async () => {
    const send = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue(undefined);
    await expect(askFromContent('undoSend', { undoId: 'u1' })).rejects.toMatchObject({ code: 'unexpected' });
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('of an undo that nobody heard is asked for once more', async () => {
    const taken = { value: { isTakenBack: true } };
    vi.spyOn(fakeBrowser.runtime, 'sendMessage')
      .mockRejectedValueOnce(unreached)
      .mockResolvedValueOnce(taken as never);
    expect(await askFromContent('undoSend', { undoId: 'u1' })).toEqual(taken.value);
  });
});
