import { browser } from 'wxt/browser';
import { storage } from 'wxt/utils/storage';
import { noticeText } from '../../components/shared/text/notice-text.ts';
import { settings } from '../../utils/settings/settings.ts';
import { noticeOf } from '../../utils/domain/run/notice.ts';
import type { Run, Totals } from '../../utils/domain/run/run.ts';

/** Always the same one: a newer one takes the place of what nobody has read yet. */
const ID = 'fotoflytt';
const DETAILS_PAGE = '/transfer.html';

/** What was told last, so that nothing is told twice however often this worker starts; null while a copy moves. */
const lastTold = storage.defineItem<string | null>('local:lastNotice', { fallback: null });

/** Has the browser say that a copy has ended or needs somebody, if that is switched on; once each time. */
export async function notify(run: Run | null, totals: Totals): Promise<void> {
  const notice = noticeOf(run, totals);
  const told = await lastTold.getValue();
  if ((notice?.key ?? null) === told) return;
  await lastTold.setValue(notice?.key ?? null);
  if (!notice || !(await settings.notifications.getValue())) return;
  // Without the permission there is no such interface, or the browser says no.
  if (!(await browser.permissions.contains({ permissions: ['notifications'] }))) return;
  const iconUrl = browser.runtime.getURL('/icon/128.png');
  const { title, body: message } = noticeText(notice);
  await browser.notifications.create(ID, { type: 'basic', iconUrl, title, message });
}

/** A press on a notification opens the details. The interface is there only once it was allowed. */
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
