import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from '../support/launch-browser.ts';

/** The part of the browser's interface to extensions that is asked here. */
interface ActionApi {
  chrome: { action: { getBadgeText(details: object): Promise<string> } };
}

/** Reads the badge of the extension's toolbar button; one of its pages must be open. */
export async function badgeText({ context, origin }: ExtensionBrowser): Promise<string> {
  const page = context.pages().find((each: Page) => each.url().startsWith(origin));
  if (!page) throw new Error('no page of the extension is open');
  return page.evaluate(() => (globalThis as unknown as ActionApi).chrome.action.getBadgeText({}));
}
