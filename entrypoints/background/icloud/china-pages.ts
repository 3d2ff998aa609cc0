import { browser } from 'wxt/browser';
import { isChinaAllowed } from '../../../utils/settings/china-permission.ts';

/** Frames in which the content script runs there; the same as it has on icloud.com by the manifest. */
const CHINA_PAGES = ['https://www.icloud.com.cn/*'];
const SCRIPT_ID = 'icloud-china';
const SCRIPT_FILE = '/content-scripts/icloud.js';

/**
 * Has our content script run on icloud.com.cn as long as the user allows it. The browser keeps the registration; it is
 * looked at again at each start and whenever a permission is given.
 */
export function followChinaPermission(): void {
  const follow = (): void => void followChina().catch(() => {}); // tried again at the next start
  browser.permissions.onAdded.addListener(follow);
  browser.runtime.onInstalled.addListener(follow);
  browser.runtime.onStartup.addListener(follow);
  // taken back: the browser itself runs no script where it has no permission
}

/** Makes the registration where it is allowed; without the permission there is no `scripting` to ask. */
export async function followChina(): Promise<void> {
  if (!(await isChinaAllowed())) return;
  if ((await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] })).length > 0) return;
  await browser.scripting.registerContentScripts([
    {
      id: SCRIPT_ID,
      matches: CHINA_PAGES,
      js: [SCRIPT_FILE],
      allFrames: true,
      runAt: 'document_start',
      persistAcrossSessions: true,
    },
  ]);
}
