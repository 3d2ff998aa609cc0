import type { BrowserContext, Page } from '@playwright/test';

/** The browser's own page about extensions. */
export async function openExtensionsPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto('chrome://extensions');
  return page;
}

/** As who loads an extension from a folder has it: without it the browser switches such an extension off when it is reloaded. */
export const switchOnDeveloperMode = (extensionsPage: Page): Promise<void> =>
  extensionsPage.locator('#devMode').click();
