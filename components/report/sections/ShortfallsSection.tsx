import type { ErrorRecord } from '../../../utils/errors.ts';
import { formatCount } from '../../../utils/format.ts';
import { t } from '../../../utils/i18n.ts';
import { errorText, type ErrorText } from '../../shared/text/error-text.ts';

/** Problems of the run as a whole, which belong to no single file. */
export const ShortfallsSection = ({ shortfalls }: { shortfalls: ErrorRecord[] }) => (
  <WholeRun id="shortfalls-heading" heading={t('shortfallsHeading')} records={shortfalls} />
);

/** Remarks about the run that do not affect its verdict. */
export const RemarksSection = ({ remarks }: { remarks: ErrorRecord[] }) => (
  <WholeRun id="remarks-heading" heading={t('remarksHeading')} records={remarks} textOf={remarkText} />
);

/** Returns the text of a remark. A counter that still differs from its list says nothing about the copy. */
function remarkText(remark: ErrorRecord): ErrorText {
  const text = errorText(remark);
  const { counted, shown } = remark.facts ?? {};
  return remark.code === 'list-short' && counted !== undefined && shown !== undefined
    ? { ...text, body: t('remarkListShort', formatCount(counted), formatCount(shown)) }
    : text;
}

interface WholeRunProps {
  id: string;
  heading: string;
  records: ErrorRecord[];
  textOf?: (record: ErrorRecord) => ErrorText;
}

function WholeRun({ id, heading, records, textOf = errorText }: WholeRunProps) {
  if (records.length === 0) return null;
  return (
    <section class="card" aria-labelledby={id}>
      <h2 class="card__title" id={id}>
        {heading}
      </h2>
      {records.map((record) => {
        const { title, body } = textOf(record);
        return (
          <div key={`${record.code} ${record.detail}`}>
            <p>
              <strong>{title}</strong>
            </p>
            <p>{body}</p>
          </div>
        );
      })}
    </section>
  );
}
