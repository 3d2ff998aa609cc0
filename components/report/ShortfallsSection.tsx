import type { ErrorRecord } from '../../utils/errors.ts';
import { t } from '../../utils/i18n.ts';
import { errorText } from '../shared/error-text.ts';

/** What is wrong with the run as a whole and belongs to no single file. */
export const ShortfallsSection = ({ shortfalls }: { shortfalls: ErrorRecord[] }) => (
  <WholeRun id="shortfalls-heading" heading={t('shortfallsHeading')} records={shortfalls} />
);

/** What is worth knowing of a run and takes nothing from its verdict. */
export const RemarksSection = ({ remarks }: { remarks: ErrorRecord[] }) => (
  <WholeRun id="remarks-heading" heading={t('remarksHeading')} records={remarks} />
);

function WholeRun({ id, heading, records }: { id: string; heading: string; records: ErrorRecord[] }) {
  if (records.length === 0) return null;
  return (
    <section class="card" aria-labelledby={id}>
      <h2 class="card__title" id={id}>
        {heading}
      </h2>
      {records.map((record) => {
        const { title, body } = errorText(record);
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
