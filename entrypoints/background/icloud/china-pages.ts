import { browser } from 'wxt/browser';
import { isChinaAllowed } from '../../shared/china-permission.ts';

/** Frames of the content script, as in the manifest for icloud.com. */
const CHINA_PAGES = ['https://www.icloud.com.cn/*'];
const SCRIPT_ID = 'icloud-china';
const SCRIPT_FILE = '/content-scripts/icloud.js';

/**
 * Runs our content script on icloud.com.cn while the user allows it. The browser keeps the registration; we check it at
 * each start and after each new permission.
 */
export function followChinaPermission(): void {
  const follow = (): void => void followChina().catch(() => {}); // retried at the next start
  browser.permissions.onAdded.addListener(follow);
  browser.runtime.onInstalled.addListener(follow);
  browser.runtime.onStartup.addListener(follow);
  // A withdrawn permission needs no handling: the browser then runs no script there.
}

/** Registers the content script if the user allows it. Without the permission, `scripting` does not exist. */
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
