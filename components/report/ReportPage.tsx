import { t } from '../../utils/i18n.ts';
import type { ReportModel } from '../../utils/models/report/report-model.ts';
import { isPart } from '../../utils/domain/run/part.ts';
import type { Report } from '../../utils/domain/report/report.ts';
import '../shared/tokens.css';
import '../shared/base.css';
import '../shared/page.css';
import { nothingMissing } from '../shared/text/run-numbers.ts';
import { usePageTexts } from '../shared/text/use-page-texts.ts';
import { AlbumsSection } from './sections/AlbumsSection.tsx';
import { ChecklistSection } from './sections/ChecklistSection.tsx';
import { EarlierRun } from './EarlierRun.tsx';
import { FilesSection } from './sections/FilesSection.tsx';
import { KindsSection } from './sections/KindsSection.tsx';
import { LeftOutSection } from './sections/LeftOutSection.tsx';
import { LibrariesSection } from './sections/LibrariesSection.tsx';
import { NamesSection } from './sections/NamesSection.tsx';
import { NumbersSection } from './sections/NumbersSection.tsx';
import { OriginSection } from './sections/OriginSection.tsx';
import { ProblemsSection } from './sections/ProblemsSection.tsx';
import { VerifiedSection } from './sections/VerifiedSection.tsx';
import './report-page.css';
import { RemarksSection, ShortfallsSection } from './sections/ShortfallsSection.tsx';
import { TakeAwaySection } from './sections/TakeAwaySection.tsx';
import { VerdictLine } from './VerdictLine.tsx';

/** The report of a run, for the screen and for print. */
export function ReportPage({ model }: { model: ReportModel }) {
  const title = t('reportTitle');
  usePageTexts(title);
  const report = model.report.value;
  return (
    <main class="page report" aria-busy={model.loading.value}>
      <h1 class="page__title">{title}</h1>
      {report && <ReportBody report={report} model={model} />}
      {!report && <output>{model.loading.value ? t('reportLoading') : t('reportNone')}</output>}
    </main>
  );
}

function ReportBody({ report, model }: { report: Report; model: ReportModel }) {
  const { run, totals, libraries, problems, leftOut, skippedZones, isLatest } = report;
  const counting = model.counting.value;
  return (
    <>
      <VerdictLine run={run} totals={totals} />
      {!isLatest && <EarlierRun run={run} />}
      <NumbersSection report={report} />
      <ShortfallsSection shortfalls={run.shortfalls} />
      <RemarksSection remarks={run.remarks ?? []} />
      {isLatest && (
        <>
          <ProblemsSection problems={problems} totals={totals} run={run} />
          <LibrariesSection libraries={libraries} counting={counting} />
          <AlbumsSection albums={copiedAlbums(report)} counting={counting} run={run} />
          <KindsSection counting={counting} isMoving={run.status !== 'finished'} />
        </>
      )}
      <FilesSection report={report} counting={counting} />
      <VerifiedSection checkedAt={report.checkedAt} />
      {isLatest && (
        <>
          <LeftOutSection leftOut={leftOut} skippedZones={skippedZones} />
          <NamesSection counting={counting} />
          {!isPart(run) && (
            <ChecklistSection
              counting={counting}
              isComplete={nothingMissing(run, totals)}
              folder={run.destinationFolder}
            />
          )}
        </>
      )}
      <OriginSection origin={model.origin.value} />
      {isLatest && <TakeAwaySection model={model} />}
    </>
  );
}

const copiedAlbums = ({ albums, run: { choice } }: Report): Report['albums'] =>
  choice.albums === null ? albums : albums.filter(({ key }) => choice.albums?.includes(key));
