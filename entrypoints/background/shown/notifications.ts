import { browser } from 'wxt/browser';
import { lastNoticeOf } from '../../../utils/settings/stored-items.ts';
import { noticeText, reminderText } from '../../../components/shared/text/notice-text.ts';
import { t } from '../../../utils/i18n.ts';
import { settings } from '../../../utils/settings/settings.ts';
import { whoseName } from '../logs/whose-name.ts';
import { noticeOf } from '../../../utils/domain/run/notice.ts';
import type { Run, Totals } from '../../../utils/domain/run/run.ts';
import type { Reminder } from '../../../utils/domain/top-up/top-up.ts';
import type { EpochMs } from '../../../utils/units.ts';

/** One fixed id: a newer notification replaces an unread one. */
const ID = 'fotoflytt';
const DETAILS_PAGE = '/transfer.html';

/** Notifies once when a copy of a log has ended or needs somebody, if notifications are on. */
export async function notify(log: string, run: Run | null, totals: Totals): Promise<void> {
  const notice = noticeOf(run, totals);
  const lastNotice = lastNoticeOf(log);
  const lastKey = await lastNotice.getValue();
  if ((notice?.key ?? null) === lastKey) return;
  await lastNotice.setValue(notice?.key ?? null);
  if (notice) await show(noticeText(notice));
}

/** @returns false if notifications are off or not allowed */
async function show({ title, body }: ReturnType<typeof noticeText>): Promise<boolean> {
  if (!(await settings.notifications.getValue())) return false;
  // Without the permission the API is missing, or the browser refuses.
  if (!(await browser.permissions.contains({ permissions: ['notifications'] }))) return false;
  const iconUrl = browser.runtime.getURL('/icon/128.png');
  const whose = await whoseName();
  const message = whose === null ? body : `${t('whoseCopy', whose)}. ${body}`;
  await browser.notifications.create(ID, { type: 'basic', iconUrl, title, message });
  return true;
}

/** Shows a reminder, if notifications are on. @returns whether it was shown */
export async function remind(reminder: Reminder, completeAt: EpochMs): Promise<boolean> {
  return show(reminderText(reminder, completeAt));
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
