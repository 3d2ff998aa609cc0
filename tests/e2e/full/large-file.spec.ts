import { expect, type Page, test } from '@playwright/test';
import { copiedUploads } from '../../support/copied-files.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { expectEverythingCopied } from '../far-end.ts';
import { expectState, startCopy } from '../popup.ts';
import { type Session, startReadySession } from '../../support/session.ts';

const MiB = 1024 * 1024;
/** Above the 128 MiB from which a file is spooled as a large one (utils/engine/spool/spool-budget.ts). */
const VIDEO_BYTES = 130 * MiB;

/** Names of the temporary copies in the browser's private file system. */
const spooled = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('spool');
    return Array.fromAsync(folder.keys());
  });

/** Their size so far; 0 before the engine creates the folder. */
const spooledBytes = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('spool', { create: true });
    let bytes = 0;
    for await (const handle of folder.values())
      if (handle instanceof FileSystemFileHandle) bytes += (await handle.getFile()).size;
    return bytes;
  });

/** Every `Range` requested from Apple's byte hosts. */
const segmentsOf = ({ icloud }: Session): string[] =>
  icloud.requests.to(/icloud-content/).flatMap(({ headers }) => (headers['range'] ? [headers['range']] : []));

/** Lets the extension have only so much of the disk. */
const limitStorage = async ({ browser }: Session, quotaSize: number): Promise<void> => {
  const page = await browser.openPopup();
  const devtools = await browser.context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', {
    origin: browser.origin,
    quotaSize,
  });
};

test('a large video is downloaded by Range, uploaded in parts, and leaves nothing in the browser', async () => {
  const library = createLibrary(5);
  library.addVideo({ name: 'IMG_0001.MOV', bytes: VIDEO_BYTES });
  library.addPhoto({ name: 'IMG_0002.JPG' });
  await using session = await startReadySession(library);

  const popup = await startCopy(session.browser);
  await expectState(popup, 'done');

  expectEverythingCopied(session);
  expect(segmentsOf(session)).toEqual([
    `bytes=0-${32 * MiB - 1}`,
    `bytes=${32 * MiB}-${64 * MiB - 1}`,
    `bytes=${64 * MiB}-${96 * MiB - 1}`,
    `bytes=${96 * MiB}-${VIDEO_BYTES - 1}`,
  ]);
  const parts = copiedUploads(session.jottacloud).filter(({ path }) => path.endsWith('.MOV'));
  expect(parts.map(({ status }) => status)).toEqual([...parts.slice(1).map(() => 420), 200]);
  expect(parts.length).toBeGreaterThan(1);
  expect(Math.max(...parts.map(({ bytes }) => bytes))).toBeLessThanOrEqual(128 * MiB);
  expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(VIDEO_BYTES);
  expect(await spooled(popup)).toEqual([]);
});

test('a large video with cut connections resumes from the last byte, in both directions', async () => {
  const library = createLibrary(6);
  library.addVideo({ name: 'IMG_0003.MOV', bytes: 40 * MiB });
  await using session = await startReadySession(library);
  const cuts = [session.icloud, session.jottacloud] as const;
  cuts[0].faults.add({ host: /icloud-content/, action: { kind: 'cutResponse', afterBytes: 25 * MiB } });
  cuts[1].faults.add({ host: /^up-/, action: { kind: 'cutRequest', afterBytes: 15 * MiB } });

  const popup = await startCopy(session.browser);
  await expectState(popup, 'done');

  expectEverythingCopied(session);
  const sent = copiedUploads(session.jottacloud).reduce((sum, { bytes }) => sum + bytes, 0);
  expect(sent).toBe(40 * MiB);
  expect(await spooled(popup)).toEqual([]);
});

test(
  'a large video without disk space is downloaded twice, in parts, and leaves nothing',
  { tag: '@chromium-alone' },
  async () => {
    const library = createLibrary(7);
    library.addVideo({ name: 'IMG_0004.MOV', bytes: 40 * MiB });
    await using session = await startReadySession(library);
    await limitStorage(session, 20 * MiB);

    const popup = await startCopy(session.browser);
    await expectState(popup, 'done');

    expectEverythingCopied(session);
    const parts = segmentsOf(session);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts).toEqual(copiedUploads(session.jottacloud).map(({ range }) => range));
    expect(await spooled(popup)).toEqual([]);
  },
);

test('a large video that was half downloaded at a browser crash resumes from there', async () => {
  const library = createLibrary(8);
  library.addVideo({ name: 'IMG_0005.MOV', bytes: 40 * MiB });
  await using session = await startReadySession(library);
  session.link.set({ downBytesPerSecond: 6 * MiB });
  const popup = await startCopy(session.browser);
  await expect.poll(() => spooledBytes(popup), { timeout: 20_000 }).toBeGreaterThan(10 * MiB);

  await session.kill();
  session.link.set({ downBytesPerSecond: Infinity });
  await session.open();
  await session.browser.signInToIcloud();
  const reopened = await session.browser.openPopup();
  await expectState(reopened, 'done');

  expectEverythingCopied(session);
  const [segment = '', ...more] = segmentsOf(session);
  const [, start = '0', end] = /^bytes=(\d+)-(\d+)$/.exec(segment) ?? [];
  expect([Number(start) > 10 * MiB, Number(end), more]).toEqual([true, 40 * MiB - 1, []]);
  expect(await spooled(reopened)).toEqual([]);
});
