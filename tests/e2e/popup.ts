import { expect, type Locator, type Page } from '@playwright/test';
import type { ExtensionBrowser } from '../support/launch-browser.ts';

/** Longest duration of any of our runs, including the second round after a pause. */
const RUN_MS = 300_000;

/** Waits until the popup is in a state. */
export const expectState = (popup: Page, state: string | RegExp): Promise<void> =>
  expect(popup.locator('main')).toHaveAttribute('data-state', state, { timeout: RUN_MS });

/** The bar that counts items. */
export const itemsCopied = (popup: Page): Locator => popup.getByRole('progressbar', { name: 'Items copied' });

export const press = (popup: Page, button: string): Promise<void> =>
  popup.getByRole('button', { name: button, exact: true }).click();

/** Opens the popup, presses "Copy to Jottacloud" and waits for the plan. */
export async function openPlan(browser: ExtensionBrowser): Promise<Page> {
  const popup = await browser.openPopup();
  await press(popup, 'Copy to Jottacloud');
  await expectState(popup, 'plan');
  return popup;
}

/** The same, and presses "Start". */
export async function startCopy(browser: ExtensionBrowser): Promise<Page> {
  const popup = await openPlan(browser);
  await press(popup, 'Start');
  return popup;
}
