import AxeBuilder from '@axe-core/playwright';
import { copiedFiles } from '../../../support/copied-files.ts';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { startReadySession } from '../../../support/session.ts';
import { readDownload } from '../../download.ts';
import { openLink } from '../../open-link.ts';
import { plainLibrary } from '../../../fakes/icloud/library/plain-library.ts';

const FILE_NAME = /^fotoflytt-check\.txt$/;

const strange = (page: Page): Locator => page.locator('[data-verdict]:not([data-verdict="expected"])');

test('the check finds both services as expected, and its text names nobody', async () => {
  const library = plainLibrary({ items: 130 });
  await using session = await startReadySession(library);
  const { browser, icloud, jottacloud } = session;
  const options = await browser.openOptions();
  await options.getByText('More settings').click();
  const page = await openLink(options.getByRole('link', { name: 'Check my connection' }));

  await page.getByRole('button', { name: 'Check now' }).press('Enter');

  await expect(page.locator('main')).toHaveAttribute('data-state', 'done', { timeout: 120_000 });
  expect(await strange(page).allInnerTexts()).toEqual([]);
  expect(await page.locator('[data-verdict="expected"]').count()).toBe(28);
  const text = await readDownload(browser, page.getByRole('link', { name: 'Save text' }), FILE_NAME);
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
  const folders = new Set(copiedFiles(jottacloud).map(({ path }) => path.split('/')[0]));
  expect([...folders]).toEqual(['Fotoflytt check']);

  await page.setViewportSize({ width: 320, height: 800 });
  // a scroll bar takes its part of the width in Firefox
  const widths = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect(widths.scrollWidth).toBe(widths.clientWidth);
  // The long-term Firefox emulates no themes, and loses the context in which axe looks.
  const themes = browser.name === 'firefox' ? [] : ([undefined, 'light', 'dark'] as const);
  for (const colorScheme of themes) {
    if (colorScheme) await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);
  }
});
