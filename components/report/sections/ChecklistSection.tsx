import { t } from '../../../utils/i18n.ts';
import type { Counting } from '../../../utils/models/report/report-model.ts';
import './checklist-section.css';

/** Steps to take and facts to know before giving up the originals at Apple. */
export function ChecklistSection({ counting, isComplete }: { counting: Counting; isComplete: boolean }) {
  const tally = counting.isCounted ? counting.tally : null;
  return (
    <section class="card" aria-labelledby="checklist-heading">
      <h2 class="card__title" id="checklist-heading">
        {t('checklistHeading')}
      </h2>
      {!isComplete && (
        <p>
          <strong>{t('checklistNotYet')}</strong>
        </p>
      )}
      <ul class="checklist">
        <li>
          {!tally || tally.samples.length === 0 ? (
            t('checklistLookPlain')
          ) : (
            <>
              {t('checklistLook')}
              <ul class="checklist__paths">
                {tally.samples.map((path) => (
                  <li key={path}>{path}</li>
                ))}
              </ul>
              {tally.largestVideo !== null && (
                <>
                  {t('checklistVideo')}
                  <ul class="checklist__paths">
                    <li>{tally.largestVideo}</li>
                  </ul>
                </>
              )}
            </>
          )}
        </li>
        <li>{t('checklistWait')}</li>
        <li>{t('checklistElse')}</li>
        <li>{t('checklistOptimize')}</li>
        <li>{t('checklistDeleted')}</li>
        <li>{t('checklistFamily')}</li>
      </ul>
    </section>
  );
}
