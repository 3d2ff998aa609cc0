import { expect, type Page, test } from '@playwright/test';
import type { ExtensionBrowser } from '../../../support/launch-browser.ts';
import { expectEverythingCopied, sentTwice, untilArrived } from '../../far-end.ts';
import { photos } from '../../libraries.ts';
import { expectState, press, startCopy } from '../../popup.ts';
import { startReadySession } from '../../../support/session.ts';

const icloudPages = ({ context }: ExtensionBrowser): Page[] =>
  context.pages().filter((page) => page.url().startsWith('https://www.icloud.com/'));

const closeIcloud = async (browser: ExtensionBrowser): Promise<void> => {
  await Promise.all(icloudPages(browser).map((page) => page.close()));
};

test('a copy opens an icloud.com tab in the background, and again when that tab is closed', async () => {
  // More than two lookups give addresses for: one is still due when the tab is closed.
  await using session = await startReadySession(photos(600, 20_000));
  const { browser } = session;
  await closeIcloud(browser);
  session.link.set({ upBytesPerSecond: 1e6 });

  const popup = await startCopy(browser);
  await untilArrived(session, 0.1);
  expect(icloudPages(browser)).toHaveLength(1);
  expect(await popup.evaluate(() => document.visibilityState), 'the popup stays in front').toBe('visible');

  await closeIcloud(browser);
  await expect.poll(() => icloudPages(browser).length, { timeout: 30_000 }).toBe(1);
  session.link.set({ upBytesPerSecond: Infinity });
  await expectState(popup, 'done');
  expectEverythingCopied(session);
  expect(sentTwice(session.jottacloud)).toEqual([]);
});

/** States that a popup shows from now on. */
async function followStates(popup: Page): Promise<() => Promise<string[]>> {
  await popup.evaluate(() => {
    const seen = new Set<string>();
    const record = (): void => void seen.add(document.querySelector('main')?.dataset['state'] ?? '');
    new MutationObserver(record).observe(document, { subtree: true, attributes: true, childList: true });
    record();
    Object.assign(globalThis, { seenStates: seen });
  });
  return () => popup.evaluate(() => [...(globalThis as unknown as { seenStates: Set<string> }).seenStates]);
}

test('a slow icloud.com page causes no request to sign in', { tag: '@firefox' }, async () => {
  await using session = await startReadySession(photos(6, 20_000));
  const { browser } = session;
  await closeIcloud(browser);
  session.icloud.switches.pageDelayMs = 4_000;
  const popup = await browser.openPopup();
  const states = await followStates(popup);
  await press(popup, 'Copy to Jottacloud');
  await expectState(popup, 'plan');
  expect(await states()).not.toContain('signed-out');
  expect(session.icloud.requests.to('www.icloud.com', /^\/photos\/$/).length).toBeGreaterThan(1);
});
