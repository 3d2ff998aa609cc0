// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readPageSummary as askPages } from '../../entrypoints/background/icloud/page-summary.ts';
import { summarisePage } from '../../entrypoints/icloud.content/page-summary.ts';

afterEach(() => {
  vi.restoreAllMocks();
  document.body.innerHTML = '';
});

const signed = `https://cvws.icloud-content.com/B/${'A'.repeat(56)}/preview.jpg?o=1&s=secret`;
const tile = (src: string): string => `<div class="PhotoItemView"><img src="${src}"></div>`;

test('tiles are counted by the kind of their pictures, without a URL', async () => {
  const blobs = [1, 2, 3].map((index) => `blob:${location.origin}/${index}`);
  document.body.innerHTML = [signed, signed, ...blobs, '/plain.png'].map(tile).join('');
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url) => {
    if (typeof url === 'string' && url.endsWith('2')) throw new TypeError('Failed to fetch');
    return new Response('bytes');
  });
  const name =
    'https://p61-ckdatabasews.icloud.com/database/1/x?clientId=c&dsid=100&publicAccessAuthToken=secret';
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([{ name } as PerformanceEntry]);

  expect(await summarisePage()).toEqual({
    ...{ tiles: 6, signed: 2, blobReadable: 2, blobUnreadable: 1 },
    parameters: ['clientId', 'dsid'],
  });
});

test('parameters are named although the iterators of the page cannot be iterated, as in Firefox', async () => {
  const name = 'https://p61-ckdatabasews.icloud.com/database/1/x?clientId=c&dsid=100&dsid=101';
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([{ name } as PerformanceEntry]);
  const { keys } = URLSearchParams.prototype;
  vi.spyOn(URLSearchParams.prototype, 'keys').mockImplementation(function bare(this: URLSearchParams) {
    const iterator = keys.call(this);
    return { next: () => iterator.next() } as ReturnType<typeof keys>;
  });
  expect((await summarisePage()).parameters).toEqual(['clientId', 'dsid']);
});

test('a page of unreadable pictures is tried only a few times', async () => {
  document.body.innerHTML = Array.from({ length: 40 }, (_, index) =>
    tile(`blob:${location.origin}/${index}`),
  ).join('');
  const fetch = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'));
  expect(await summarisePage()).toMatchObject({ tiles: 40, blobReadable: 0, blobUnreadable: 6 });
  expect(fetch).toHaveBeenCalledTimes(6);
});

test('only numbers and known parameter names are taken from a page', async () => {
  vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue([
    { id: 7, status: 'complete', url: 'https://www.icloud.com/photos/' },
  ] as never);
  const answer = vi.spyOn(fakeBrowser.tabs, 'sendMessage');
  answer.mockResolvedValue({
    value: {
      ...{ tiles: 3, signed: '9e9', blobReadable: -4, blobUnreadable: 'kari@example.no', name: 'Kari' },
      parameters: ['dsid', 'kari@example.no', 7, 'clientId', `client${'x'.repeat(90)}`],
    },
  } as never);
  expect(await askPages()).toEqual({
    ...{ tiles: 3, signed: 0, blobReadable: 0, blobUnreadable: 0 },
    parameters: ['dsid', 'clientId'],
  });
  answer.mockResolvedValue('nonsense' as never);
  expect(await askPages()).toBeNull();
});
