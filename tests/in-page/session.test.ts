// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { postAsPage } from '../../entrypoints/icloud.content/session.ts';

const SERVICE = 'https://p61-ckdatabasews.icloud.com:443';
const PATH = '/database/1/com.apple.photos.cloud/production/private/records/query';

afterEach(() => void vi.restoreAllMocks());

test('only build and account are copied from the page’s own call', async () => {
  const own = new URLSearchParams({
    ...{ ckjsBuildVersion: '2632', ckjsVersion: '2.6.4', clientBuildNumber: 'b', clientMasteringNumber: 'm' },
    ...{ clientId: 'c', dsid: '1', publicAccessAuthToken: 'secret', sharing_url_key: 'secret', other: 'x' },
  });
  const name = `https://p61-ckdatabasews.icloud.com/database/1/x?${own}`;
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([{ name } as PerformanceEntry]);
  const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('{}'));

  await postAsPage({ host: 'cloudkit', serviceUrl: SERVICE, path: PATH, body: '{}', withAddresses: false });

  const asked = new URL(fetch.mock.calls[0]?.[0] as string);
  expect(Object.fromEntries(asked.searchParams)).toEqual({
    ...{ ckjsBuildVersion: '2632', ckjsVersion: '2.6.4', clientBuildNumber: 'b', clientMasteringNumber: 'm' },
    ...{ clientId: 'c', dsid: '1', remapEnums: 'true', getCurrentSyncToken: 'true' },
  });
});

test('an endless answer is read only up to the largest valid size', async () => {
  const megabyte = new Uint8Array(1024 * 1024).fill(0x20);
  let read = 0;
  const endless = new ReadableStream({
    pull(controller) {
      read += 1;
      // an end that only a reader without a bound comes to
      if (read > 100) controller.close();
      else controller.enqueue(megabyte);
    },
  });
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(endless));

  const answer = postAsPage({
    host: 'cloudkit',
    serviceUrl: SERVICE,
    path: PATH,
    body: '{}',
    withAddresses: false,
  });

  await expect(answer).rejects.toMatchObject({ code: 'bad-response', service: 'icloud' });
  expect(read).toBeLessThan(70);
});
