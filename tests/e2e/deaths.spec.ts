import { expect, type Page, test } from '@playwright/test';
import { expectEverythingCopied, sentTwice, untilArrived } from './far-end.ts';
import { photos } from './libraries.ts';
import { expectState, startCopy } from './popup.ts';
import { type Session, startReadySession } from './session.ts';

/** At this speed the photos take about eight seconds: there is a middle. */
const SLOW = { latencyMs: 10, upBytesPerSecond: 2e6 };
const FAST = { latencyMs: 0, upBytesPerSecond: Infinity };

/** A library that is half-way across when something dies. */
async function startHalfWay() {
  const session = await startReadySession(photos(50, 350_000));
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
}

const icloudPages = ({ browser }: Session): Page[] =>
  browser.context.pages().filter((page) => page.url().startsWith('https://www.icloud.com/'));

test('when the hidden document with the engine is gone, the alarm makes another, and nothing is sent twice', async () => {
  await using half = await startHalfWay();
  const { session, popup } = half;
  await popup.evaluate('chrome.offscreen.closeDocument()');
  await expectGoodEnd(session, popup);
});

test('of two hosts only one has an engine that works; when it is gone, the other one takes over at once', async () => {
  await using half = await startHalfWay();
  const { session, popup } = half;
  const second = await session.browser.context.newPage();
  await second.goto(`chrome-extension://${session.browser.extensionId}/offscreen.html`);
  const lists = (): number => session.icloud.requests.to(/ckdatabasews/, /records\/query/).length;
  const before = lists();
  // wakes both hosts
  await popup.evaluate('chrome.runtime.sendMessage({ to: "background", name: "continueTransfer" })');
  const locks = await popup.waitForFunction(async () => {
    const { held, pending } = await navigator.locks.query();
    const ofEngine = (all: LockInfo[] = []): number =>
      all.filter(({ name }) => name === 'fotoflytt-engine').length;
    return ofEngine(pending) > 0 && { held: ofEngine(held), pending: ofEngine(pending) };
  });
  expect(await locks.jsonValue()).toEqual({ held: 1, pending: 1 });
  expect(lists(), 'nothing is listed a second time').toBe(before);

  await popup.evaluate('chrome.offscreen.closeDocument()');
  await expectGoodEnd(session, popup);
  await second.close();
});

test('a page of iCloud that is reloaded again and again costs only time', async () => {
  await using half = await startHalfWay();
  const { session, popup } = half;
  const [page] = icloudPages(session);
  for (let times = 0; times < 3; times += 1) await page?.reload();
  expect(icloudPages(session)).toHaveLength(1);
  await expectGoodEnd(session, popup);
});
