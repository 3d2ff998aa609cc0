import { useSignal } from '@preact/signals';
import type { ErrorCode } from '../../utils/errors.ts';
import { formatCount } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import type { TransferPageModel } from '../../utils/models/transfer-page-model.ts';
import { isRetryable, type Problem, type ProblemGroup } from '../../utils/domain/run/problem.ts';
import { photoAddress } from '../../utils/domain/report/report.ts';
import { ActionButton } from '../shared/ActionButton.tsx';
import { ExternalLink } from '../shared/ExternalLink.tsx';
import { errorText } from '../shared/text/error-text.ts';
import { PhotoPicture } from '../shared/picture/PhotoPicture.tsx';
import './problems-panel.css';
import { WindowedList } from './WindowedList.tsx';

/** Height of a name in the list. */
const ROW_REM = 3;

/** Files that were not copied, by reason, with a retry button for each reason and for all. */
export function ProblemsPanel({ model }: { model: TransferPageModel }) {
  const groups = model.problems.value;
  const isPutBack = useSignal(false);
  const retry = async (code: ErrorCode | null): Promise<void> => {
    await model.retry(code);
    isPutBack.value = true;
  };
  const files = groups?.reduce((sum, { problems }) => sum + problems.length, 0) ?? 0;
  return (
    <>
      <output>{said(groups, files, isPutBack.value)}</output>
      {groups && groups.filter(isRetryable).length > 1 && (
        <div class="problems-panel__actions">
          <ActionButton label={t('tryAllAgain')} main press={() => retry(null)} />
        </div>
      )}
      {groups?.map((group, index) => (
        <Group key={group.code} group={group} isFirst={index === 0} retry={() => retry(group.code)} />
      ))}
    </>
  );
}

function said(groups: ProblemGroup[] | null, files: number, isPutBack: boolean): string {
  if (!groups) return t('problemsReading');
  if (files > 0) return tn('problemsCount', files, formatCount(files));
  return isPutBack ? t('problemsPutBack') : t('problemsNone');
}

interface GroupProps {
  group: ProblemGroup;
  isFirst: boolean;
  retry: () => Promise<void>;
}

function Group({ group, isFirst, retry }: GroupProps) {
  const { problems } = group;
  const reason = errorText(group.error);
  const isOpen = useSignal(isFirst);
  return (
    <section class="problems-panel__group">
      <h2 class="problems-panel__reason">
        <button
          type="button"
          class="fold-mark"
          aria-expanded={isOpen.value}
          onClick={() => {
            isOpen.value = !isOpen.value;
          }}
        >
          {reason.title} <span class="problems-panel__count">{formatCount(problems.length)}</span>
        </button>
      </h2>
      <p class="soft">{reason.body}</p>
      {isRetryable(group) && (
        <div>
          <ActionButton label={t('tryTheseAgain')} press={retry} />
        </div>
      )}
      {isOpen.value && (
        <WindowedList
          name={reason.title}
          count={problems.length}
          rowRem={ROW_REM}
          keyOf={(index) => problems[index]?.key ?? index}
          renderRow={(index) => <Row problem={problems[index]} />}
        />
      )}
    </section>
  );
}

const Row = ({ problem }: { problem: Problem | undefined }) =>
  problem ? (
    <span class="problems-panel__row">
      <PhotoPicture photo={problem.photo ?? null} name={problem.name} />
      <span class="problems-panel__name">
        {problem.assetName === null ? (
          problem.name
        ) : (
          <ExternalLink
            href={photoAddress(problem.assetName, problem)}
            title={t('problemOpen', problem.name)}
          >
            {problem.name}
          </ExternalLink>
        )}
      </span>
    </span>
  ) : null;
