import { formatCount } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import { isSlowed } from '../../utils/domain/run/room.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { errorText } from '../shared/text/error-text.ts';
import { ProgressBar } from '../shared/ProgressBar.tsx';
import { CalmNotes } from './CalmNotes.tsx';
import { LiveFigures } from './LiveFigures.tsx';
import { SafeSoFar } from './SafeSoFar.tsx';
import { TransferFigures } from './TransferFigures.tsx';
import { WaitingUntil } from './WaitingUntil.tsx';
import type { PlanModel } from '../../utils/models/plan-model.ts';

type Body = { model: TransferModel };

/** The list of photos is being read; nothing is copied yet. */
export function CountingBody({ model }: Body) {
  const { run } = model.snapshot.value;
  const found = run?.listedItems ?? 0;
  const all = run?.appleCount ?? 0;
  return (
    <>
      {all > 0 && (
        <ProgressBar
          name={t('itemsFound')}
          done={Math.min(found, all)}
          all={all}
          text={t('countOfTotal', formatCount(found), formatCount(all))}
          still={false}
        />
      )}
      <p>{foundText(found, all)}</p>
      <p class="soft">{t('countingBody')}</p>
      <CalmNotes model={model} />
      <OpenedPageHint model={model} />
    </>
  );
}

const foundText = (found: number, all: number): string =>
  all > 0
    ? t('foundOfTotal', formatCount(found), formatCount(all))
    : tn('foundSoFar', found, formatCount(found));

/** Everything is known and on its way. */
export const RunningBody = ({ model }: Body) => (
  <>
    <TransferFigures model={model} still={false} />
    <LiveFigures live={model.live.value} />
    <CalmNotes model={model} />
    <Slowed account={model.plan.account.value} />
    <p class="soft">{t('runningHint')}</p>
    <OpenedPageHint model={model} />
  </>
);

/** Jottacloud's rule for large accounts. */
const Slowed = ({ account }: { account: PlanModel['account']['value'] }) =>
  account !== null && account !== 'unknown' && isSlowed(account) ? (
    <p class="soft">{t('slowAboveFiveTerabytes')}</p>
  ) : null;

/** Says that there is a tab which the user did not open. */
const OpenedPageHint = ({ model }: Body) =>
  model.snapshot.value.hasOpenedPage ? <p class="soft">{t('openedPageHint')}</p> : null;

/** A service made it wait; it goes on by itself. */
export const WaitingBody = ({ model }: Body) => (
  <>
    {model.obstacle.value && <p>{errorText(model.obstacle.value).body}</p>}
    <WaitingUntil live={model.live.value} />
    <TransferFigures model={model} still />
    <SafeSoFar snapshot={model.snapshot.value} />
    <CalmNotes model={model} />
  </>
);

/** All files are looked for once more in Jottacloud. */
export function CheckingBody({ model }: Body) {
  const { run, totals } = model.snapshot.value;
  return (
    <>
      <TransferFigures model={model} still={false} />
      <p>{t('filesCheckedOfTotal', formatCount(run?.checkedFiles ?? 0), formatCount(totals.filesFound))}</p>
    </>
  );
}
