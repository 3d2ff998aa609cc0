import type { Page } from '@playwright/test';

/** Opens the months of the latest year. */
export async function openYear(page: Page): Promise<void> {
  await page.locator('.years button').first().click();
  await page.locator('.years__month').first().waitFor();
}

/** Opens all tables of the report. */
export async function openTables(page: Page): Promise<void> {
  await page.locator('.years__table').waitFor();
  for (const fold of await page.locator('.fold-out > summary').all()) await fold.click();
  await page.locator('.report-table').first().waitFor();
}
