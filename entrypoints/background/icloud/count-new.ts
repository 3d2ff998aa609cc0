import { browser } from 'wxt/browser';
import { countNew } from '../../../utils/engine/listing/changes/count-new.ts';

/** Counts new photos at Apple, and shows the number on the toolbar button. @param tools a client without a session, and the log */
export async function countNewPhotos(tools: Parameters<typeof countNew>[0]): Promise<number> {
  const count = await countNew(tools, new AbortController().signal);
  if (count > 0) await browser.action.setBadgeText({ text: String(count) });
  return count;
}
