import { browser } from 'wxt/browser';
import { lastNotice } from '../../utils/settings/stored-items.ts';
import { noticeText } from '../../components/shared/text/notice-text.ts';
import { settings } from '../../utils/settings/settings.ts';
import { noticeOf } from '../../utils/domain/run/notice.ts';
import type { Run, Totals } from '../../utils/domain/run/run.ts';

/** One fixed id: a newer notification replaces an unread one. */
const ID = 'fotoflytt';
const DETAILS_PAGE = '/transfer.html';

/** Notifies once when a copy has ended or needs somebody, if notifications are on. */
export async function notify(run: Run | null, totals: Totals): Promise<void> {
  const notice = noticeOf(run, totals);
  const lastKey = await lastNotice.getValue();
  if ((notice?.key ?? null) === lastKey) return;
  await lastNotice.setValue(notice?.key ?? null);
  if (!notice || !(await settings.notifications.getValue())) return;
  // Without the permission the API is missing, or the browser refuses.
  if (!(await browser.permissions.contains({ permissions: ['notifications'] }))) return;
  const iconUrl = browser.runtime.getURL('/icon/128.png');
  const { title, body: message } = noticeText(notice);
  await browser.notifications.create(ID, { type: 'basic', iconUrl, title, message });
}

/** Opens the details after a press on a notification. The API exists only with the permission. */
export function followNotifications(): void {
  let isFollowed = false;
  const follow = (): void => {
    if (isFollowed || !('notifications' in browser) || !browser.notifications?.onClicked) return;
    isFollowed = true;
    browser.notifications.onClicked.addListener((id) => void open(id));
  };
  follow();
  browser.permissions.onAdded.addListener(follow);
}

async function open(id: string): Promise<void> {
  if (id !== ID) return;
  await browser.notifications.clear(id);
  await browser.tabs.create({ url: browser.runtime.getURL(DETAILS_PAGE) });
}
