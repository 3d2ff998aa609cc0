import { browser } from 'wxt/browser';
import { CONTENT_SCRIPT, CHINA_PAGES } from './china-pages.ts';
import { SITES } from './icloud-tabs.ts';

/**
 * Gives the pages of iCloud that are open a script of this version: after an installation they have none, after an
 * update one that is cut off from us and takes itself away when it hears of the new one. Without it they would have to
 * be reloaded. A page that takes none is done without: another one is opened when it is needed.
 */
export async function revivePages(): Promise<void> {
  const tabs = await browser.tabs.query({ url: [...SITES, ...CHINA_PAGES] });
  await Promise.all(
    tabs.map(async ({ id, discarded }) => {
      if (id === undefined || discarded) return;
      const target = { tabId: id, allFrames: true };
      await browser.scripting.executeScript({ target, files: [CONTENT_SCRIPT] }).catch(() => undefined);
    }),
  );
}
