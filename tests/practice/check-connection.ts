import type { ExtensionBrowser } from '../support/launch-browser.ts';

/** What "Check my connection" found. */
export interface ConnectionCheck {
  /** E.g. `27 as expected, 1 other way`. */
  found: string;
  /** Questions whose answer was not understood. */
  problems: string[];
}

const WORDS: Record<string, string> = {
  expected: 'as expected',
  'other-way': 'the other way, handled',
  'not-understood': 'not understood',
  'not-asked': 'not asked',
};

/**
 * Opens the page with the small questions, presses "Check now" and waits for the last answer.
 *
 * @param picture file for a picture of the answers; null for none
 */
export async function checkConnection(
  { context, extensionId }: ExtensionBrowser,
  picture: string | null,
): Promise<ConnectionCheck> {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${extensionId}/check.html`);
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.locator('main[data-state=done]').waitFor({ timeout: 120_000 });
  if (picture !== null) await page.screenshot({ path: picture, fullPage: true });
  const countOf = (verdict: string): Promise<number> =>
    page.locator(`.check-row[data-verdict=${verdict}]`).count();
  const found: string[] = [];
  for (const [verdict, words] of Object.entries(WORDS)) {
    const count = await countOf(verdict);
    if (count > 0) found.push(`${count} ${words}`);
  }
  const strange = page.locator('.check-row[data-verdict=not-understood] .check-row__question');
  const problems = (await strange.allTextContents()).map((question) => `not understood: ${question}`);
  return { found: found.join(', '), problems };
}
