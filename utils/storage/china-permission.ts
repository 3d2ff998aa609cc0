import { browser } from 'wxt/browser';

/** Hosts of Apple accounts of mainland China; asked for only by the users who have one. Source: docs/icloud-photos.md 1.1. */
export const CHINA_ORIGINS = ['https://*.icloud.com.cn/*', 'https://*.icloud-content.com.cn/*'];

/** Whether the user has allowed them. */
export const isChinaAllowed = (): Promise<boolean> =>
  browser.permissions.contains({ origins: CHINA_ORIGINS });

/** Asks for them, or gives them back. Runs in the user's own press. @returns whether they are allowed then */
export async function allowChina(isOn: boolean): Promise<boolean> {
  const origins = { origins: CHINA_ORIGINS };
  if (isOn) return browser.permissions.request(origins);
  await browser.permissions.remove(origins);
  return isChinaAllowed();
}
