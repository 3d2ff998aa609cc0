import { expect } from '@playwright/test';
import type { ExtensionBrowser } from '../practice/launch-browser.ts';

/** Connects Jottacloud as a person does: pastes the token on the options page. */
export async function connect(browser: ExtensionBrowser, token: string): Promise<void> {
  const options = await browser.openOptions();
  await options.getByRole('textbox', { name: 'Personal login token' }).fill(token);
  await options.getByRole('button', { name: 'Connect' }).click();
  await expect(options.getByText('Connected as Kari Nordmann')).toBeVisible();
  await options.close();
}
