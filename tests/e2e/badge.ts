import type { ExtensionBrowser } from '../support/launch-browser.ts';

/** The part of the browser's interface to extensions that is asked here. */
interface ActionApi {
  chrome: { action: { getBadgeText(details: object): Promise<string> } };
}

/** What stands on the extension's button in the toolbar. */
export async function badgeText({ context }: ExtensionBrowser): Promise<string> {
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  return worker.evaluate(() => (globalThis as unknown as ActionApi).chrome.action.getBadgeText({}));
}
