import type { ErrorRecord } from '../../utils/errors.ts';
import { t } from '../../utils/i18n.ts';
import { errorText } from '../shared/error-text.ts';

/** What is wrong with the run as a whole and belongs to no single file. */
export function ShortfallsSection({ shortfalls }: { shortfalls: ErrorRecord[] }) {
  if (shortfalls.length === 0) return null;
  return (
    <section class="card" aria-labelledby="shortfalls-heading">
      <h2 class="card__title" id="shortfalls-heading">
        {t('shortfallsHeading')}
      </h2>
      {shortfalls.map((shortfall) => {
        const { title, body } = errorText(shortfall);
        return (
          <div key={shortfall.detail}>
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
