import { formatCount } from '../../../utils/format.ts';
import { t, tn } from '../../../utils/i18n.ts';
import type { Notice } from '../../../utils/domain/run/notice.ts';
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
