import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { startReadySession } from '../../../support/session.ts';
import { plainLibrary } from '../../../fakes/icloud/library/plain-library.ts';

/** Opens the page by its link in the settings. */
async function openCheck(options: Page): Promise<Page> {
  const opened = options.context().waitForEvent('page');
  await options.getByRole('link', { name: 'Check my connection' }).click();
  return opened;
}

const strange = (page: Page): Locator => page.locator('[data-verdict]:not([data-verdict="expected"])');

test('the check finds both services as expected, and its text names nobody', async () => {
  const library = plainLibrary({ items: 130 });
  await using session = await startReadySession(library);
  const { browser, icloud, jottacloud } = session;
  const page = await openCheck(await browser.openOptions());

  await page.getByRole('button', { name: 'Check now' }).press('Enter');

  await expect(page.locator('main')).toHaveAttribute('data-state', 'done', { timeout: 120_000 });
  expect(await strange(page).allInnerTexts()).toEqual([]);
  expect(await page.locator('[data-verdict="expected"]').count()).toBe(28);
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Save text' }).click();
  const stream = await (await saved).createReadStream();
  const text = Buffer.concat(await Array.fromAsync(stream as AsyncIterable<Buffer>)).toString('utf8');
  expect(text).toContain('icloud signedIn: expected');
  expect(text).toContain('jottacloud names: expected');
  const { account } = icloud.session;
  const secrets = [
    ...[account.dsid, account.appleId, account.fullName, 'icloud-content', 'IMG_'],
    ...library.primary.assets.map(({ recordName }) => recordName),
    ...jottacloud.tokens.families.map(({ currentRefreshToken }) => currentRefreshToken),
    ...jottacloud.requests.entries.flatMap(({ headers }) => headers['authorization']?.slice(7) ?? []),
  ];
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  icloud.assertNeverWritten();
  const folders = new Set(jottacloud.tree.files().map(({ path }) => path.split('/')[0]));
  expect([...folders]).toEqual(['Fotoflytt check']);

  await page.setViewportSize({ width: 320, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);
  }
});
