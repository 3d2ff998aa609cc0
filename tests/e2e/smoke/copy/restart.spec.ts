import { rm } from 'node:fs/promises';
import { copiedFiles } from '../../../support/copied-files.ts';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { Library } from '../../../fakes/icloud/library/library.ts';
import { copyExtension } from '../../extension-folder.ts';
import { expectEverythingCopied, sentTwice, untilArrived } from '../../far-end.ts';
import { photos } from '../../libraries.ts';
import { expectState, itemsCopied, startCopy } from '../../popup.ts';
import { type Session, startReadySession } from '../../../support/session.ts';

const COUNT = 40;
/** At this speed the photos take about seven seconds: there is a middle. */
const SLOW = { latencyMs: 10, upBytesPerSecond: 2e6 };
const FAST = { latencyMs: 0, upBytesPerSecond: Infinity };
/** Files that are being sent at the same time, so that their confirmation may be lost. */
const UNDER_WAY = 6;

const library = (): Library => photos(COUNT, 350_000);

/** Copies until a third has arrived. */
async function copyAThird(session: Session): Promise<void> {
  session.link.set(SLOW);
  await startCopy(session.browser);
  await untilArrived(session, 0.3);
}

/** Checks the result after the second browser has finished. */
async function expectGoodEnd(
  session: Session,
  finished: Set<string>,
  allocationsBefore: number,
): Promise<void> {
  const popup = await session.browser.openPopup();
  await expectState(popup, 'done');
  await expect(itemsCopied(popup)).toHaveAttribute('aria-valuenow', String(COUNT));
  expectEverythingCopied(session);
  expect(sentTwice(session.jottacloud)).toEqual([]);
  const again = session.jottacloud.allocations
    .slice(allocationsBefore)
    .filter(({ path }) => finished.has(path));
  expect(again.length, 'finished files that were announced again').toBeLessThanOrEqual(UNDER_WAY);
}

/** Paths, as in an allocate, of what is finished now. */
const finishedPaths = ({ jottacloud }: Session): Set<string> =>
  new Set(copiedFiles(jottacloud).map(({ path }) => `/jfs/Jotta/Archive/${path}`));

test(
  'a copy resumes automatically after the browser is closed and opened, and sends no finished original twice',
  { tag: '@chromium-alone' },
  async () => {
    await using session = await startReadySession(library(), { continuesWhereLeftOff: true });
    await copyAThird(session);
    await session.quit();
    const [finished, allocations] = [finishedPaths(session), session.jottacloud.allocations.length];
    session.link.set(FAST);

    await session.open();
    await expectGoodEnd(session, finished, allocations);
  },
);

test(
  'after a browser crash, a sign-in at icloud.com resumes the copy, and no finished original is sent twice',
  { tag: '@firefox' },
  async () => {
    await using session = await startReadySession(library());
    await copyAThird(session);
    await session.kill();
    const [finished, allocations] = [finishedPaths(session), session.jottacloud.allocations.length];
    session.link.set(FAST);

    await session.open();
    await session.browser.signInToIcloud();
    await expectGoodEnd(session, finished, allocations);
  },
);

test(
  'a copy resumes automatically although the browser cannot keep content scripts out of the storage',
  { tag: '@chromium-alone' },
  async () => {
    await using extension = await copyExtension();
    // what Chrome 120 to 139 say
    await extension.runFirst(
      "chrome.storage.local.setAccessLevel = () => Promise.reject(new Error('This StorageArea is not available for setting access level'));",
    );
    await using session = await startReadySession(library(), {
      continuesWhereLeftOff: true,
      extension: extension.path,
    });
    await copyAThird(session);
    // a page at icloud.com that comes back would begin the copy as well
    await Promise.all(
      session.browser.context
        .pages()
        .filter((page) => page.url().startsWith('https://www.icloud.com/'))
        .map((page) => page.close()),
    );
    await session.quit();
    const [finished, allocations] = [finishedPaths(session), session.jottacloud.allocations.length];
    session.link.set(FAST);

    await session.open();
    await expect
      .poll(() => copiedFiles(session.jottacloud).length, { timeout: 90_000 })
      .toBeGreaterThanOrEqual(COUNT);
    await expectGoodEnd(session, finished, allocations);
  },
);

/** Has the browser stop the extension's service worker, as it does after half a minute without work. */
async function stopBackground(anyPage: Page): Promise<void> {
  const devtools = await anyPage.context().newCDPSession(anyPage);
  const stopped = new Promise<void>((resolve) => {
    devtools.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      if (versions.some(({ runningStatus }) => runningStatus === 'stopped')) resolve();
    });
  });
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.stopAllWorkers');
  await stopped;
}

test(
  'a run continues whenever the browser stops the background worker',
  { tag: '@chromium-alone' },
  async () => {
    await using session = await startReadySession(library());
    session.link.set(SLOW);
    const popup = await startCopy(session.browser);
    await untilArrived(session, 0.2);
    await stopBackground(popup);
    session.link.set(FAST);

    await expectState(popup, 'done');
    expectEverythingCopied(session);
    expect(sentTwice(session.jottacloud)).toEqual([]);
  },
);

test(
  'a log that the browser discarded is rebuilt automatically, the sign-in stays, and no original is sent twice',
  { tag: '@chromium-alone' },
  async () => {
    await using session = await startReadySession(library(), { continuesWhereLeftOff: true });
    await copyAThird(session);
    await session.quit();
    await rm(join(session.browser.profile, 'Default', 'IndexedDB'), { recursive: true });
    session.link.set(FAST);

    await session.open();

    await expectState(await session.browser.openPopup(), 'done');
    expectEverythingCopied(session);
    expect(sentTwice(session.jottacloud)).toEqual([]);
  },
);
