import { expect, type Page, test } from '@playwright/test';
import { copiedFiles } from '../../support/copied-files.ts';
import { killExtensionProcess } from '../../support/browser-process.ts';
import { copyExtension } from '../extension-folder.ts';
import { openExtensionsPage, switchOnDeveloperMode } from '../extensions-page.ts';
import { expectEverythingCopied, wastedBytes, sentTwice, untilArrived } from '../far-end.ts';
import { photos } from '../libraries.ts';
import { expectState, startCopy } from '../popup.ts';
import { type Session, type SessionOptions, startReadySession } from '../../support/session.ts';

/** Photos of 350 kB: 17.5 MB in all. */
const COUNT = 50;
const PHOTO_BYTES = 350_000;
/** Files that are being sent at the same time. */
const UNDER_WAY = 6;

/** At this speed the photos take about eight seconds: there is a middle. */
const SLOW = { latencyMs: 10, upBytesPerSecond: 2e6 };
/** After a death nothing has to be in the middle. */
const FAST = { latencyMs: 0, upBytesPerSecond: Infinity };

/** A library that is half-way across when something dies. */
async function startHalfWay(options: SessionOptions = {}) {
  const session = await startReadySession(photos(COUNT, PHOTO_BYTES), options);
  session.link.set(SLOW);
  const popup = await startCopy(session.browser);
  await untilArrived(session, 0.2);
  return { session, popup, [Symbol.asyncDispose]: () => session[Symbol.asyncDispose]() };
}

async function expectGoodEnd(session: Session, popup: Page): Promise<void> {
  session.link.set(FAST);
  await expectState(popup, 'done');
  expectEverythingCopied(session);
  expect(sentTwice(session.jottacloud)).toEqual([]);
  expect(wastedBytes(session), 'a part of each file under way').toBeLessThanOrEqual(UNDER_WAY * PHOTO_BYTES);
}

/** Waits until everything has arrived, with no page of ours open that could have helped. */
const untilAllArrived = ({ link, jottacloud }: Session): Promise<void> => {
  expect(copiedFiles(jottacloud).length, 'there is something left to do').toBeLessThan(COUNT);
  link.set(FAST);
  return expect.poll(() => copiedFiles(jottacloud).length, { timeout: 60_000 }).toBe(COUNT);
};

const icloudPages = ({ browser }: Session): Page[] =>
  browser.context.pages().filter((page) => page.url().startsWith('https://www.icloud.com/'));

/** Counts engines that hold the lock and that wait for it; runs in a page. */
async function engineLocks() {
  const { held, pending } = await navigator.locks.query();
  const ofEngine = (all: LockInfo[] = []): number =>
    all.filter(({ name }) => name === 'fotoflytt-engine').length;
  return { held: ofEngine(held), pending: ofEngine(pending) };
}

test('the alarm replaces a lost offscreen document, and nothing is sent twice', async () => {
  await using half = await startHalfWay();
  const { session, popup } = half;
  await popup.evaluate('chrome.offscreen.closeDocument()');
  await expectGoodEnd(session, popup);
});

test('only one of two hosts runs an engine, and the other takes over at once', async () => {
  await using half = await startHalfWay();
  const { session, popup } = half;
  const second = await session.browser.context.newPage();
  await second.goto(`${session.browser.origin}/offscreen.html`);
  const lists = (): number => session.icloud.requests.to(/ckdatabasews/, /records\/query/).length;
  const before = lists();
  // wakes both hosts
  await popup.evaluate('chrome.runtime.sendMessage({ to: "background", name: "continueTransfer" })');
  await expect
    .poll(() => popup.evaluate(engineLocks), 'the second one waits for the first')
    .toEqual({ held: 1, pending: 1 });
  expect(lists(), 'nothing is listed a second time').toBe(before);

  await popup.evaluate('chrome.offscreen.closeDocument()');
  await expectGoodEnd(session, popup);
  await second.close();
});

test('an iCloud page that is reloaded again and again only costs time', async () => {
  await using half = await startHalfWay();
  const { session, popup } = half;
  const [page] = icloudPages(session);
  for (let times = 0; times < 3; times += 1) await page?.reload();
  expect(icloudPages(session)).toHaveLength(1);
  await expectGoodEnd(session, popup);
});

test('a run resumes automatically after an update cuts off the script in the open iCloud page', async () => {
  await using extension = await copyExtension();
  await using half = await startHalfWay({ extension: extension.path });
  const { session, popup } = half;
  await switchOnDeveloperMode(await openExtensionsPage(session.browser.context));
  const [page] = icloudPages(session);

  await extension.raiseVersion('99.0.0');
  // the page is gone with the old version, sooner than it could answer
  const closed = popup.waitForEvent('close');
  await popup.evaluate('chrome.runtime.reload()').catch(() => undefined);
  await closed;
  await untilAllArrived(session);

  const [still, ...opened] = icloudPages(session);
  expect(still).toBe(page);
  expect(opened, 'since the first does not answer any more').toHaveLength(1);
  const after = await session.browser.openPopup();
  expect(await after.evaluate('chrome.runtime.getManifest().version')).toBe('99.0.0');
  await expectGoodEnd(session, after);
});

test.describe('after a crash of its process the browser disables the extension', () => {
  test('a run resumes automatically once the extension is enabled again', async () => {
    await using half = await startHalfWay();
    const { session } = half;
    const extensions = await openExtensionsPage(session.browser.context);
    await switchOnDeveloperMode(extensions);
    await killExtensionProcess(session.browser.profile);

    await extensions.locator('#terminated-reload-button').click();
    await untilAllArrived(session);
    await expectGoodEnd(session, await session.browser.openPopup());
  });

  test('a run resumes automatically with the next browser start, also without an open page', async () => {
    await using half = await startHalfWay({ continuesWhereLeftOff: true });
    const { session, popup } = half;
    await popup.close();
    await killExtensionProcess(session.browser.profile);
    await session.quit();

    await session.open();
    await untilAllArrived(session);
    await expectGoodEnd(session, await session.browser.openPopup());
  });
});
