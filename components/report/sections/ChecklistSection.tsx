import { t } from '../../../utils/i18n.ts';
import type { Counting } from '../../../utils/models/report/report-model.ts';
import { CopyPath } from '../../shared/CopyPath.tsx';
import './checklist-section.css';
import { SamplePhotos } from './SamplePhotos.tsx';

interface SectionProps {
  counting: Counting;
  isComplete: boolean;
  /** The destination. */
  folder: string;
}

/** Steps to take and facts to know before giving up the originals at Apple. */
export function ChecklistSection({ counting, isComplete, folder }: SectionProps) {
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
              <SamplePhotos samples={tally.samples} />
              <CopyPath folder={folder} />
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
