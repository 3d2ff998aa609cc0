import { expect, type Page, test } from '@playwright/test';
import { createLibrary } from '../fakes/icloud/library/library.ts';
import { expectEverythingCopied } from './far-end.ts';
import { expectState, startCopy } from './popup.ts';
import { startReadySession } from './session.ts';

const MiB = 1024 * 1024;
const VIDEO_BYTES = 130 * MiB;

/** Names of the temporary copies that lie in the browser's private file system. */
const spooled = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('spool');
    return Array.fromAsync(folder.keys());
  });

test('a large video comes by Range in segments, goes out in parts, and leaves nothing in the browser', async () => {
  const library = createLibrary(5);
  library.addVideo({ name: 'IMG_0001.MOV', bytes: VIDEO_BYTES });
  library.addPhoto({ name: 'IMG_0002.JPG' });
  await using session = await startReadySession(library);

  const popup = await startCopy(session.browser);
  await expectState(popup, 'done');

  expectEverythingCopied(session);
  const segments = session.icloud.requests
    .to(/icloud-content/)
    .flatMap(({ headers }) => (headers['range'] ? [headers['range']] : []));
  expect(segments).toEqual([
    `bytes=0-${32 * MiB - 1}`,
    `bytes=${32 * MiB}-${64 * MiB - 1}`,
    `bytes=${64 * MiB}-${96 * MiB - 1}`,
    `bytes=${96 * MiB}-${VIDEO_BYTES - 1}`,
  ]);
  expect(session.jottacloud.uploads.filter(({ bytes }) => bytes > MiB)).toMatchObject([
    { range: `bytes=0-${64 * MiB - 1}`, status: 420 },
    { range: `bytes=${64 * MiB}-${VIDEO_BYTES - 1}`, status: 200 },
  ]);
  expect(await spooled(popup)).toEqual([]);
});

test('a large video whose connections are cut goes on from the last byte, in both directions', async () => {
  const library = createLibrary(6);
  library.addVideo({ name: 'IMG_0003.MOV', bytes: 40 * MiB });
  await using session = await startReadySession(library);
  const cuts = [session.icloud, session.jottacloud] as const;
  cuts[0].faults.add({ host: /icloud-content/, action: { kind: 'cutResponse', afterBytes: 25 * MiB } });
  cuts[1].faults.add({ host: /^up-/, action: { kind: 'cutRequest', afterBytes: 15 * MiB } });

  const popup = await startCopy(session.browser);
  await expectState(popup, 'done');

  expectEverythingCopied(session);
  const sent = session.jottacloud.uploads.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(sent).toBe(40 * MiB);
  expect(await spooled(popup)).toEqual([]);
});
