import { useRef } from 'preact/hooks';
import { formatCount } from '../../../utils/format.ts';
import { t } from '../../../utils/i18n.ts';
import type { Report } from '../../../utils/domain/report/report.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import type { Years } from '../../../utils/domain/years/years.ts';
import type { ReportModel } from '../../../utils/models/report/report-model.ts';
import { YearsTable } from '../../shared/years/YearsTable.tsx';
import { FactList } from '../FactList.tsx';
import { leftOutTexts } from '../left-out-text.ts';
import { Numbers } from '../Numbers.tsx';
import { SamplePhotos } from '../SamplePhotos.tsx';
import { VerdictLine } from '../VerdictLine.tsx';
import './certificate.css';
import { certificateFacts } from './certificate-facts.ts';
import { CertificateButtons } from './CertificateButtons.tsx';

/** One page that a person can keep, print or hand over: a complete copy of a whole library. */
export function Certificate({ report, model }: { report: Report; model: ReportModel }) {
  const shown = useRef<HTMLElement>(null);
  const years = model.years.years.value;
  return (
    <article class="certificate" aria-label={t('certificateTitle')} ref={shown}>
      <h2 class="certificate__title">{t('certificateTitle')}</h2>
      <VerdictLine run={report.run} totals={report.totals} />
      <Numbers report={report} />
      <CertificateButtons report={report} model={model} shown={shown} />
      <FactList facts={certificateFacts(report, model)} />
      <section aria-labelledby="certificate-years">
        <h2 id="certificate-years">{t('yearsHeading')}</h2>
        <div data-screen>
          <YearsTable model={model.years} />
        </div>
        {years && <YearList years={years} />}
      </section>
      <Samples model={model} run={report.run} />
      <section aria-labelledby="certificate-left-out">
        <h2 id="certificate-left-out">{t('certificateNotInIt')}</h2>
        <ul class="certificate__left-out">
          {leftOutTexts(report.leftOut).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
    </article>
  );
}

/** The years in few lines, for paper and the saved page. */
const YearList = ({ years }: { years: Years }) => (
  <ul class="certificate__years">
    {years.rows.map(({ year, done }) => (
      <li key={year}>
        <span>{year || t('yearNoDate')}</span>
        <span>{formatCount(done)} ✓</span>
      </li>
    ))}
  </ul>
);

/** Ten photos from both ends, each with its place in Jottacloud. */
function Samples({ model, run }: { model: ReportModel; run: Run }) {
  const counting = model.counting.value;
  const samples = counting.isCounted ? (counting.tally?.samples ?? []) : [];
  if (samples.length === 0) return null;
  return (
    <section aria-labelledby="certificate-photos">
      <h2 id="certificate-photos">{t('certificatePhotos')}</h2>
      <SamplePhotos samples={samples} run={run} />
    </section>
  );
}
