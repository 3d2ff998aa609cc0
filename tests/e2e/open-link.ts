import type { Locator, Page } from '@playwright/test';

/**
 * Opens the page of ours that a link leads to, in a tab of its own. Firefox does not report a tab to Playwright that a link
 * of an extension's page opens, so there the address of the link is opened.
 */
export async function openLink(link: Locator): Promise<Page> {
  const from = link.page();
  const context = from.context();
  if (!from.url().startsWith('moz-extension:')) {
    const opened = context.waitForEvent('page');
    await link.click();
    return opened;
  }
  const address = (await link.getAttribute('href')) ?? '';
  const page = await context.newPage();
  await page.goto(new URL(address, from.url()).href);
  return page;
}
