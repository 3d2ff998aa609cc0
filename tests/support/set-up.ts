import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from './launch-browser.ts';
import { readTexts } from './read-texts.ts';
import type { Services } from './start-services.ts';

/**
 * Walks through the setup as a person does: pastes a token, presses Connect, signs in at icloud.com.
 *
 * @param text in the browser's language
 * @returns the Photos page
 */
export async function setUp(
  browser: ExtensionBrowser,
  { jottacloud }: Pick<Services, 'jottacloud'>,
  text = readTexts('en'),
): Promise<Page> {
  await connect(browser, jottacloud.createLoginToken(), text);
  return browser.signInToIcloud();
}

/** Connects Jottacloud on the options page. @param text in the browser's language */
export async function connect(
  browser: ExtensionBrowser,
  token: string,
  text = readTexts('en'),
): Promise<void> {
  const options = await browser.openOptions();
  await options.getByRole('textbox', { name: text('tokenLabel') }).fill(token);
  await options.getByRole('button', { name: text('connect'), exact: true }).click();
  await options.getByText(text('connectedAs', 'Kari Nordmann')).waitFor();
  await options.close();
}
