import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from './launch-browser.ts';
import type { Services } from './start-services.ts';

/** Walks through the setup as a person does: pastes a token, presses Connect, signs in at icloud.com. Returns the Photos page. */
export async function setUp(
  browser: ExtensionBrowser,
  { jottacloud }: Pick<Services, 'jottacloud'>,
): Promise<Page> {
  await connect(browser, jottacloud.createLoginToken());
  return browser.signInToIcloud();
}

/** Connects Jottacloud on the options page. */
export async function connect(browser: ExtensionBrowser, token: string): Promise<void> {
  const options = await browser.openOptions();
  await options.getByRole('textbox', { name: 'Personal login token' }).fill(token);
  await options.getByRole('button', { name: 'Connect' }).click();
  await options.getByText('Connected as Kari Nordmann').waitFor();
  await options.close();
}
