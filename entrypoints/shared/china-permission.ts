import { browser } from 'wxt/browser';

/**
 * Sites of Apple accounts in mainland China, and the permission to run our content script there. Only users with such an
 * account are asked for it. Source: docs/icloud-photos.md 1.1.
 */
const CHINA = {
  origins: ['https://www.icloud.com.cn/*', 'https://*.icloud-content.com.cn/*'],
  permissions: ['scripting' as const],
};

/** Whether the user has granted the permission. */
export const isChinaAllowed = (): Promise<boolean> => browser.permissions.contains(CHINA);

/** Requests or removes the permission, within the user's press. @returns whether it is granted afterwards */
export async function allowChina(isOn: boolean): Promise<boolean> {
  if (isOn) return browser.permissions.request(CHINA);
  await browser.permissions.remove(CHINA);
  return isChinaAllowed();
}
