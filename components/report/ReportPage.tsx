import { t } from '../../utils/i18n.ts';
import type { Loss } from '../../utils/models/pictures/page-previews.ts';
import type { Counting, ReportModel } from '../../utils/models/report/report-model.ts';
import { isPart } from '../../utils/domain/run/part.ts';
import type { Report } from '../../utils/domain/report/report.ts';
import '../shared/tokens.css';
import '../shared/base.css';
import '../shared/page.css';
import { isCertified } from '../../utils/domain/report/certificate.ts';
import type { PictureRef } from '../../utils/domain/picture/small-picture.ts';
import type { SamplePhoto } from '../../utils/domain/report/report-tally.ts';
import { useLost } from '../shared/picture/previews-context.ts';
import { YearsTable } from '../shared/years/YearsTable.tsx';
import { BeforeCancel } from './certificate/BeforeCancel.tsx';
import { Certificate } from './certificate/Certificate.tsx';
import { FoldOut } from './FoldOut.tsx';
import { usePageTexts } from '../shared/text/use-page-texts.ts';
import { AlbumsSection } from './sections/AlbumsSection.tsx';
import { EarlierRun } from './EarlierRun.tsx';
import { FilesSection } from './sections/FilesSection.tsx';
import { KindsSection } from './sections/KindsSection.tsx';
import { LeftOutSection } from './sections/LeftOutSection.tsx';
import { LibrariesSection } from './sections/LibrariesSection.tsx';
import { LostSection } from './sections/LostSection.tsx';
import { NamesSection } from './sections/NamesSection.tsx';
import { Numbers } from './Numbers.tsx';
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

function ReportBody({ report: asLogged, model }: { report: Report; model: ReportModel }) {
  const lost = lostSamples(model.counting.value, useLost());
  const report = withoutLost(asLogged, lost.length);
  return (
    <>
      {isCertified(report) ? (
        <>
          <Certificate report={report} model={model} />
          <BeforeCancel report={report} model={model} />
        </>
      ) : (
        <Result report={report} model={model} lost={lost} />
      )}
      <FoldOut label={t('reportDetail')} isPrinted={false}>
        <Detail report={report} model={model} />
      </FoldOut>
    </>
  );
}

/** Samples that this page itself found missing or different at Jottacloud. */
const lostSamples = (counting: Counting, lost: ReadonlyMap<PictureRef, Loss>): SamplePhoto[] =>
  counting.isCounted ? (counting.tally?.samples ?? []).filter(({ photo }) => lost.has(photo)) : [];

/** The log does not know yet that photos are lost: they do not count as copied. */
const withoutLost = (report: Report, lost: number): Report => ({
  ...report,
  totals: { ...report.totals, itemsDone: report.totals.itemsDone - lost },
});

/** What came of a copy that is no certificate, and what to do now. */
function Result({ report, model, lost }: { report: Report; model: ReportModel; lost: SamplePhoto[] }) {
  const { run, totals, problems, isLatest } = report;
  return (
    <>
      <VerdictLine run={run} totals={totals} />
      {!isLatest && <EarlierRun run={run} />}
      <Numbers report={report} />
      {isLatest && run.status === 'finished' && !isPart(run) && (
        <p>
          <strong>{t('checklistNotYet')}</strong>
        </p>
      )}
      <LostSection lost={lost} run={run} model={model} />
      <ShortfallsSection shortfalls={run.shortfalls} />
      {isLatest && (
        <>
          <ProblemsSection problems={problems} totals={totals} run={run} model={model} />
          {/* the years count what the log says, and it does not know of the loss yet */}
          {lost.length === 0 && <YearsSection model={model} />}
        </>
      )}
    </>
  );
}

const YearsSection = ({ model: { years } }: { model: ReportModel }) =>
  years.years.value === null ? null : (
    <section class="card" aria-labelledby="years-heading">
      <h2 class="card__title" id="years-heading">
        {t('yearsHeading')}
      </h2>
      <YearsTable model={years} />
    </section>
  );

/** All tables. */
function Detail({ report, model }: { report: Report; model: ReportModel }) {
  const { run, libraries, leftOut, skippedZones, isLatest } = report;
  const counting = model.counting.value;
  return (
    <div class="report__detail">
      <RemarksSection remarks={run.remarks ?? []} />
      {isLatest && (
        <>
          <LibrariesSection libraries={libraries} counting={counting} />
          <AlbumsSection albums={copiedAlbums(report)} counting={counting} run={run} />
          <KindsSection counting={counting} isMoving={run.status !== 'finished'} />
        </>
      )}
      <FilesSection report={report} counting={counting} />
      <VerifiedSection report={report} />
      {isLatest && (
        <>
          <LeftOutSection leftOut={leftOut} skippedZones={skippedZones} />
          <NamesSection counting={counting} />
        </>
      )}
      <OriginSection origin={model.origin.value} />
      {isLatest && <TakeAwaySection model={model} />}
    </div>
  );
}

const copiedAlbums = ({ albums, run: { choice } }: Report): Report['albums'] =>
  choice.albums === null ? albums : albums.filter(({ key }) => choice.albums?.includes(key));
