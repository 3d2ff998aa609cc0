import type { ErrorRecord } from '../../utils/errors.ts';
import { formatBytes, formatCount, formatDurationRange } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { isEverything } from '../../utils/domain/album/choice.ts';
import { compatibleAmount, type CompatiblePlan } from '../../utils/domain/plan/compatible-plan.ts';
import { bytesToMove, type Plan } from '../../utils/domain/plan/plan.ts';
import { planTime } from '../../utils/domain/plan/plan-time.ts';
import type { Run } from '../../utils/domain/run/run.ts';
import { errorText } from '../shared/text/error-text.ts';
import { Notice } from '../shared/Notice.tsx';
import { namedChoiceText } from './choice-text.ts';
import { EarlierCopyLines } from './EarlierCopyLines.tsx';
import { PlanSpace } from './PlanSpace.tsx';
import './plan.css';

/**
 * The main figures of a plan: size, time and space, with what should be known before it begins.
 *
 * @param props.namesChoice whether the choice is described here
 */
export function PlanFigures(props: { model: TransferModel; run: Run; plan: Plan; namesChoice: boolean }) {
  const { model, plan, namesChoice } = props;
  const { choice, shortfalls, earlierCopy } = props.run;
  const sorting = shortfalls.find(({ code }) => code === 'icloud-sorting');
  const chosen =
    namesChoice && !isEverything(choice) ? namedChoiceText(choice, model.plan.albumNames.value) : null;
  return (
    <>
      <div class="plan-figures">
        <p class="plan-figures__items">{tn('planItems', plan.all.items, formatCount(plan.all.items))}</p>
        <p>
          {tn('planFiles', plan.all.files, formatCount(plan.all.files), formatBytes(plan.all.bytes))}
          {plan.byKind.some(({ kind }) => kind === 'live-photo') && (
            <span class="soft"> {t('planLivePhotos')}</span>
          )}
        </p>
        {plan.compatible && <CompatibleCopies compatible={plan.compatible} />}
        {plan.absent !== undefined && plan.absent > 0 && (
          <p>{tn('planAbsent', plan.absent, formatCount(plan.absent))}</p>
        )}
        {chosen !== null && <p class="plan-figures__choice">{t('planChosen', chosen)}</p>}
        {plan.already.items > 0 && <AlreadyThere plan={plan} />}
        {earlierCopy && <EarlierCopyLines copy={earlierCopy} />}
        <TimeNeeded plan={plan} />
      </div>
      {sorting && <Notice tone="warn" text={errorText(sorting)} />}
      {shortfalls.filter(isAboutChoice).map((shortfall) => (
        <Notice key={shortfall.code} tone="warn" text={errorText(shortfall)} />
      ))}
      <PlanSpace model={model} plan={plan} />
    </>
  );
}

/** Chosen photos or albums that no list contains: better reported before the copy than after it. */
const isAboutChoice = ({ code }: ErrorRecord): boolean =>
  code === 'picks-not-found' || code === 'albums-not-found' || code === 'dates-empty';

const AlreadyThere = ({ plan }: { plan: Plan }) => (
  <p>
    {plan.already.items === plan.all.items
      ? t('planAllThere')
      : t('planAlready', formatCount(plan.already.items), formatBytes(bytesToMove(plan)))}
  </p>
);

/** What copies that open everywhere add, and how many photos have none. */
function CompatibleCopies({ compatible }: { compatible: CompatiblePlan }) {
  const { files, bytes } = compatibleAmount(compatible);
  return (
    <>
      {files > 0 && <p>{tn('planCompatible', files, formatCount(files), formatBytes(bytes))}</p>}
      {compatible.none > 0 && <p>{tn('compatibleNone', compatible.none, formatCount(compatible.none))}</p>}
    </>
  );
}

function TimeNeeded({ plan }: { plan: Plan }) {
  const time = planTime(plan);
  if (!time) return null;
  const range = formatDurationRange(time);
  if (range === null) return <p>{t('planTimeShort')}</p>;
  return <p>{time.isMeasured ? t('planTimeMeasured', range) : t('planTimeUsual', range)}</p>;
}
