import { browser } from 'wxt/browser';

/**
 * Sites of Apple accounts of mainland China, and the permission to run our content script there; asked for only by the
 * users who have one. Source: docs/icloud-photos.md 1.1.
 */
const CHINA = {
  origins: ['https://www.icloud.com.cn/*', 'https://*.icloud-content.com.cn/*'],
  permissions: ['scripting' as const],
};

/** Whether the user has allowed them. */
export const isChinaAllowed = (): Promise<boolean> => browser.permissions.contains(CHINA);

/** Asks for them, or gives them back. Runs in the user's own press. @returns whether they are allowed then */
export async function allowChina(isOn: boolean): Promise<boolean> {
  if (isOn) return browser.permissions.request(CHINA);
  await browser.permissions.remove(CHINA);
  return isChinaAllowed();
}
