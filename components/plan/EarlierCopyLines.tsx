import { type EarlierCopy, earlierCopyRemarks, foundFiles } from '../../utils/domain/run/earlier-copy.ts';
import { formatCount, formatDate } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import { errorText } from '../shared/text/error-text.ts';

/** Describes an earlier copy at the destination, and its parts that could not be used. */
export const EarlierCopyLines = ({ copy }: { copy: EarlierCopy }) => (
  <>
    {copy.status === 'known' && copy.writtenAt !== null && (
      <p>
        {t('planEarlier', formatDate(copy.writtenAt), formatCount(foundFiles(copy)), formatCount(copy.files))}
        {copy.isAdopted && ` ${t('planEarlierAdopted')}`}
      </p>
    )}
    {copy.status === 'none' && <p class="soft">{t('planArchiveUsed')}</p>}
    {earlierCopyRemarks(copy)
      .map(errorText)
      .map(({ title, body }) => (
        <p key={title} class="soft">
          {title}. {body}
        </p>
      ))}
  </>
);
