import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { formatPercent } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { taskCounts } from '../../utils/domain/run/item-counts.ts';
import { Icon } from '../shared/Icon.tsx';
import { SpokenStatus } from '../shared/SpokenStatus.tsx';
import { TextButton } from '../shared/buttons/TextButton.tsx';
import { WaitingSends } from '../shared/WaitingSends.tsx';
import { usePageTexts } from '../shared/text/use-page-texts.ts';
import { PlanBody } from '../plan/PlanBody.tsx';
import { ChoiceView } from '../plan/ChoiceView.tsx';
import { PopupFrame } from './PopupFrame.tsx';
import '../run/popup-page.css';
import { TopUpOffer } from '../run/KeptComplete.tsx';
import { LeaveAlone } from '../run/LeaveAlone.tsx';
import { StateBody } from '../run/StateBody.tsx';
import { StateButtons } from '../run/StateButtons.tsx';
import { WhoseCopy } from '../run/WhoseCopy.tsx';
import { stateIcons, stateTitle } from '../run/state-title.ts';
import type { CopyState } from '../../utils/models/copy-state.ts';

/** States in which the number of copied photos changes while somebody listens. */
const moving: ReadonlySet<CopyState> = new Set(['running', 'waiting', 'checking']);

/** States that have a button for the report, or nothing to report yet. */
const noReport: ReadonlySet<CopyState> = new Set(['counting', 'plan', 'done', 'done-with-problems']);

/** The popup: one state with its title, its facts and its buttons. */
export function PopupPage({ model }: { model: TransferModel }) {
  const state = model.state.value;
  const title = stateTitle(model);
  usePageTexts(title);
  const choosing = useSignal(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const isChoosing = state === 'plan' && choosing.value;
  const turn = (isOn: boolean): void => {
    choosing.value = isOn;
    heading.current?.focus();
  };
  return (
    <PopupFrame
      state={state}
      linksDetails={model.snapshot.value.run !== null}
      actions={
        !isChoosing && (
          <div class="popup__actions">
            <StateButtons model={model} />
          </div>
        )
      }
      linksReport={model.snapshot.value.run !== null && !noReport.has(state)}
    >
      <WhoseCopy model={model} />
      {/* another state is read aloud at once, its progress by SpokenStatus */}
      <h1 class="popup__title" aria-live="polite" ref={heading} tabIndex={-1}>
        <Icon name={stateIcons[state]} />
        {isChoosing ? t('choiceTitle') : title}
      </h1>
      {isChoosing ? (
        <ChoiceView model={model} close={() => turn(false)} />
      ) : (
        <>
          {state === 'plan' ? (
            <PlanBody model={model}>
              <MoreOfPlan model={model} choose={() => turn(true)} />
            </PlanBody>
          ) : (
            <StateBody model={model} />
          )}
          <TopUpOffer model={model} />
          <LeaveAlone model={model} isOpen={false} />
          <WaitingSends snapshot={model.snapshot.value} />
        </>
      )}
      <SpokenStatus state={state} sentence={moving.has(state) ? spokenProgress(model) : ''} />
    </PopupFrame>
  );
}

/** Ways to change the plan: the choice here, everything else on a page. */
const MoreOfPlan = ({ model, choose }: { model: TransferModel; choose: () => void }) => (
  <div class="popup__more">
    <TextButton label={t('choiceOpen')} press={choose} />
    <TextButton label={t('openPlan')} press={() => model.plan.open()} />
  </div>
);

/** Returns the percentage: numbers of photos change too fast to listen to. */
function spokenProgress({ snapshot }: TransferModel): string {
  const { run, totals } = snapshot.value;
  const { done, all } = taskCounts(run, totals);
  return all === 0 ? '' : t('spokenProgress', formatPercent(done / all));
}
