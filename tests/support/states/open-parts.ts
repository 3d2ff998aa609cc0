import type { Page } from '@playwright/test';

/** Opens the months of the latest year. */
export async function openYear(page: Page): Promise<void> {
  await page.locator('.years button').first().click();
  await page.locator('.years__month').first().waitFor();
}

/** Waits until the report has counted all files: its certificate can be saved then. */
export const untilCounted = (page: Page): Promise<void> =>
  page.locator('.certificate__buttons .action-button--main:enabled').waitFor();

/** Opens all tables of the report, once it has its albums. */
export async function openTables(page: Page): Promise<void> {
  await page.locator('.years__table').waitFor();
  await page.locator('#albums-heading').waitFor({ state: 'attached' });
  for (const fold of await page.locator('.fold-out > summary').all()) await fold.click();
  await page.locator('.report-table').first().waitFor();
}
