import type { ExtensionBrowser } from '../support/launch-browser.ts';

/** Chooses on the options page what is kept at the destination beside the photos. */
export async function chooseList(
  browser: ExtensionBrowser,
  name: 'On' | 'Without names' | 'Off',
): Promise<void> {
  const options = await browser.openOptions();
  await options.getByText('More settings').click();
  await options
    .getByRole('radiogroup', { name: 'Keep a list of the copy at Jottacloud' })
    .getByRole('radio', { name, exact: true })
    .check();
  await options.close();
}
