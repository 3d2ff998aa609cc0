import { browser } from 'wxt/browser';
import { countNew } from '../../../utils/engine/listing/changes/count-new.ts';
import { createIcloudClient } from '../../../utils/icloud/client.ts';
import { sharedLog } from '../../../utils/store/database.ts';
import { createLogStore } from '../../../utils/store/log-store.ts';
import { openTabs } from './icloud-session.ts';

/** Counts new photos at Apple through open pages, and shows the number on the toolbar button. */
export async function countNewPhotos(): Promise<number> {
  const store = createLogStore(await sharedLog());
  const count = await countNew({ icloud: createIcloudClient(openTabs), store }, new AbortController().signal);
  if (count > 0) await browser.action.setBadgeText({ text: String(count) });
  return count;
}
