import { formatCount } from '../../../utils/format.ts';
import { t } from '../../../utils/i18n.ts';
import { photoAddress, type ReportProblem } from '../../../utils/domain/report/report.ts';
import type { Run, Totals } from '../../../utils/domain/run/run.ts';
import type { ReportModel } from '../../../utils/models/report/report-model.ts';
import { ActionButton } from '../../shared/ActionButton.tsx';
import { ExternalLink } from '../../shared/ExternalLink.tsx';
import { PhotoPicture } from '../../shared/picture/PhotoPicture.tsx';
import { errorText } from '../../shared/text/error-text.ts';
import './problems-section.css';

interface SectionProps {
  problems: ReportProblem[];
  totals: Totals;
  run: Run;
  model: Pick<ReportModel, 'tryAgain'>;
}

/** Lists items that were not copied, grouped by reason, each with a link to its photo. */
export function ProblemsSection({ problems, totals, run, model }: SectionProps) {
  if (problems.length === 0) return null;
  return (
    <section class="card" aria-labelledby="problems-heading">
      <h2 class="card__title" id="problems-heading">
        {t('problemsHeading')}
      </h2>
      {totals.filesFailed > problems.length && (
        <p>{t('problemsMore', formatCount(problems.length), formatCount(totals.filesFailed))}</p>
      )}
      <div>
        <ActionButton label={t('tryTheseAgain')} press={() => model.tryAgain()} />
      </div>
      {[...Map.groupBy(problems, (problem) => problem.error.code)].map(([code, group]) => (
        <ProblemGroup key={code} problems={group} run={run} />
      ))}
    </section>
  );
}

function ProblemGroup({ problems, run }: { problems: ReportProblem[]; run: Run }) {
  const [first] = problems;
  if (!first) return null;
  const reason = errorText(first.error);
  return (
    <section class="problems">
      <h3 class="problems__reason">
        {reason.title} <span class="problems__count">{formatCount(problems.length)}</span>
      </h3>
      <p class="soft">{reason.body}</p>
      <ul class="problems__names">
        {problems.map((problem, position) => (
          <li key={problem.assetName ?? position}>
            <PhotoPicture photo={problem.photo ?? null} name={problem.name} />
            <span>
              <ProblemName problem={problem} run={run} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const ProblemName = ({ problem: { name, assetName }, run }: { problem: ReportProblem; run: Run }) =>
  assetName === null ? (
    <>{name}</>
  ) : (
    <ExternalLink href={photoAddress(assetName, run)} title={t('problemOpen', name)}>
      {name}
    </ExternalLink>
  );
