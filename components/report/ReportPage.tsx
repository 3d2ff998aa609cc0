import { t } from '../../utils/i18n.ts';
import type { ReportModel } from '../../utils/state/report-model.ts';
import type { Report } from '../../utils/transfer/report.ts';
import '../shared/tokens.css';
import '../shared/base.css';
import '../shared/page.css';
import { ActionButton } from '../shared/ActionButton.tsx';
import { usePageTexts } from '../shared/use-page-texts.ts';
import { FilesSection } from './FilesSection.tsx';
import { LeftOutSection } from './LeftOutSection.tsx';
import { LibrariesSection } from './LibrariesSection.tsx';
import { NumbersSection } from './NumbersSection.tsx';
import { ProblemsSection } from './ProblemsSection.tsx';
import './report-page.css';
import { ShortfallsSection } from './ShortfallsSection.tsx';
import { VerdictLine } from './VerdictLine.tsx';

/** What became of a run, for the screen and for paper. */
export function ReportPage({ model }: { model: ReportModel }) {
  const title = t('reportTitle');
  usePageTexts(title);
  const report = model.report.value;
  return (
    <main class="page report" aria-busy={model.loading.value}>
      <h1 class="page__title">{title}</h1>
      {report && <ReportBody report={report} />}
      {!report && <output>{model.loading.value ? t('reportLoading') : t('reportNone')}</output>}
    </main>
  );
}

const ReportBody = ({ report }: { report: Report }) => (
  <>
    <VerdictLine run={report.run} totals={report.totals} />
    <NumbersSection run={report.run} totals={report.totals} />
    <ShortfallsSection shortfalls={report.run.shortfalls} />
    <ProblemsSection problems={report.problems} totals={report.totals} />
    <FilesSection run={report.run} totals={report.totals} />
    <LibrariesSection libraries={report.libraries} />
    <LeftOutSection skippedZones={report.skippedZones} />
    <div>
      <ActionButton label={t('printReport')} press={() => Promise.resolve(print())} />
    </div>
  </>
);
