import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../../utils/i18n.ts';
import type { SheetModel } from '../../../utils/models/settings/sheet-model.ts';
import type { TransferModel } from '../../../utils/models/transfer-model.ts';
import { ActionButton } from '../../shared/ActionButton.tsx';
import { CheckField } from '../../shared/CheckField.tsx';
import { ChoiceView } from '../ChoiceView.tsx';
import { PlanDetails } from '../PlanDetails.tsx';
import { PlanFigures } from '../PlanFigures.tsx';
import { isPlanBlocked, SPACE_ID } from '../PlanSpace.tsx';
import { FromSide } from './FromSide.tsx';
import './plan-sheet.css';
import { ToSide } from './ToSide.tsx';

/** Id of the sentence that says that the plan is being counted. */
const COUNTING_ID = 'plan-recounting';

/** A button below the sheet. `needs`: it waits for a finished count, or also for enough space. */
interface SheetAction {
  label: string;
  press: () => Promise<void>;
  isMain?: boolean;
  needs?: 'nothing' | 'count' | 'space';
}

/**
 * The plan as one sheet: from, to, and what it takes. Every change is counted in place.
 *
 * @param props.hint a sentence above the buttons; null: none
 */
export function PlanSheet(props: {
  sheet: SheetModel;
  transfer: TransferModel;
  actions: readonly SheetAction[];
  hint: string | null;
}) {
  const { sheet, transfer, actions, hint } = props;
  const choosing = useSignal(false);
  const from = useRef<HTMLHeadingElement>(null);
  const hasChosen = useRef(false);
  useEffect(() => {
    if (hasChosen.current && !choosing.value) from.current?.focus();
    hasChosen.current = choosing.value;
  }, [choosing.value]);
  const shown = sheet.shown.value;
  if (!shown) return null;
  if (choosing.value) return <Choosing transfer={transfer} close={() => (choosing.value = false)} />;
  const { run, isRecounting } = shown;
  return (
    <div class="plan-sheet">
      <div class="plan-sheet__sides">
        <FromSide
          sheet={sheet}
          run={run}
          albumNames={transfer.plan.albumNames.value}
          heading={from}
          choose={() => (choosing.value = true)}
        />
        <ToSide sheet={sheet} run={run} />
        <Sum transfer={transfer} shown={shown} />
      </div>
      <CheckField
        label={t('planShowEachTime')}
        checked={transfer.plan.isShown.value}
        change={(isShown) => void transfer.plan.isShown.set(isShown)}
      />
      <div class="plan-sheet__actions">
        {hint !== null && <p class="soft">{hint}</p>}
        {actions.map(({ label, press, isMain = false, needs = 'nothing' }) => (
          <ActionButton
            key={label}
            label={label}
            main={isMain}
            blockedBy={blockedBy(transfer, isRecounting, needs)}
            press={press}
          />
        ))}
      </div>
    </div>
  );
}

/** What it takes, and the rest folded. */
const Sum = (props: { transfer: TransferModel; shown: NonNullable<SheetModel['shown']['value']> }) => {
  const { run, plan, isRecounting } = props.shown;
  return (
    <div class="plan-sheet__sum">
      <section class="plan-sheet__figures" aria-label={t('sheetFigures')} aria-busy={isRecounting}>
        <output id={COUNTING_ID} class="plan-sheet__counting">
          {isRecounting && t('sheetRecounting')}
        </output>
        <div class={isRecounting ? 'plan-sheet__old' : undefined}>
          <PlanFigures model={props.transfer} run={run} plan={plan} namesChoice={false} />
        </div>
      </section>
      <PlanDetails run={run} plan={plan} showsDestination={false} />
    </div>
  );
};

/** Returns the id of the element that explains why a button cannot be pressed. */
function blockedBy(
  transfer: TransferModel,
  isRecounting: boolean,
  needs: SheetAction['needs'],
): string | undefined {
  if (needs !== 'nothing' && isRecounting) return COUNTING_ID;
  return needs === 'space' && isPlanBlocked(transfer) ? SPACE_ID : undefined;
}

/** The choice in the place of the sheet, with the focus on its heading. */
function Choosing({ transfer, close }: { transfer: TransferModel; close: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div class="plan-sheet plan-sheet--choosing">
      <h2 class="plan-sheet__title" ref={heading} tabIndex={-1}>
        {t('choiceTitle')}
      </h2>
      <ChoiceView model={transfer} close={close} />
    </div>
  );
}
