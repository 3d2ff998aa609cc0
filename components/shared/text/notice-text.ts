import { formatCount, formatDate } from '../../../utils/format.ts';
import { t, tn } from '../../../utils/i18n.ts';
import type { Notice } from '../../../utils/domain/run/notice.ts';
import type { Reminder } from '../../../utils/domain/top-up/top-up.ts';
import type { EpochMs } from '../../../utils/units.ts';
import { type ErrorText, errorText } from './error-text.ts';
import { partText } from './part-text.ts';

/** Returns the words of a notification. Only a complete copy of the whole library is called everything. */
export function noticeText(notice: Notice): ErrorText {
  if (notice.kind === 'attention') return errorText(notice.error);
  if (notice.kind === 'incomplete') return { title: t('noticeIncomplete'), body: t('noticeIncompleteBody') };
  const copied = tn('noticeDoneBody', notice.items, formatCount(notice.items));
  return notice.kind === 'part'
    ? { title: t('doneChoiceTitle'), body: `${copied} ${partText(notice.run)}` }
    : { title: t('doneTitle'), body: copied };
}

/** Returns the words of a reminder. @param completeAt end of the last complete copy */
export function reminderText(reminder: Reminder, completeAt: EpochMs): ErrorText {
  if (reminder.kind === 'unchecked') {
    const { days } = reminder;
    return { title: tn('lastChecked', days, formatCount(days)), body: t('reminderUncheckedBody') };
  }
  const { photos } = reminder;
  const title = tn('newsTitle', photos, formatCount(photos), formatDate(completeAt));
  return { title, body: t('reminderNewsBody') };
}
