import type { ErrorRecord } from '../../utils/errors.ts';
import { formatCount } from '../../utils/format.ts';
import { type MessageKey, t, tn } from '../../utils/i18n.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { itemCounts } from '../../utils/domain/run/item-counts.ts';
import { mayFindMore } from '../../utils/domain/run/list-shortfalls.ts';
import type { Run, Totals } from '../../utils/domain/run/run.ts';
import { isPart, notInJottacloud } from '../../utils/domain/run/part.ts';
import { errorText } from '../shared/text/error-text.ts';
import { partText } from '../shared/text/part-text.ts';
import { filesNotVerified } from '../shared/text/run-numbers.ts';
import { KeptComplete } from './KeptComplete.tsx';
import { TransferFigures } from './TransferFigures.tsx';

/** A complete run, and how it was verified. */
export function DoneBody({ model }: { model: TransferModel }) {
  const { run, totals } = model.snapshot.value;
  if (totals.itemsFound === 0) return <p>{t('doneNothingFoundBody')}</p>;
  return (
    <>
      {model.news.value.count > 0 && <p class="soft">{t('newsBody')}</p>}
      <TransferFigures model={model} still />
      {run && isPart(run) && <p>{partText(run)}</p>}
      <HowVerified model={model} />
      <KeptComplete model={model} />
    </>
  );
}

function HowVerified({ model }: { model: TransferModel }) {
  const sizeChecked = filesNotVerified(model.snapshot.value.totals);
  return (
    <>
      <p>
        {sizeChecked > 0 ? tn('doneSizeChecked', sizeChecked, formatCount(sizeChecked)) : t('doneProved')}
      </p>
      {model.news.value.count === 0 && <p class="soft">{t(hintOf(model))}</p>}
    </>
  );
}

/** Explains the button that helps next, unless that is the one for new photos. */
function hintOf({ snapshot }: TransferModel): MessageKey {
  const { run } = snapshot.value;
  return run && isPart(run) && notInJottacloud(run) !== 0 ? 'doneRestHint' : 'doneCheckHint';
}

function Shortfall({ error }: { error: ErrorRecord }) {
  const { title, body } = errorText(error);
  return (
    <p>
      <strong>{title}.</strong> {body}
    </p>
  );
}

/** Explains the button that helps: "Copy to Jottacloud" copies the whole library, whatever was chosen before. */
function problemsHint(run: Run | null, { filesFailed }: Totals): MessageKey {
  if (filesFailed === 0 && run && mayFindMore(run)) return 'problemsLookHint';
  return filesFailed > 0 && run && isPart(run) ? 'problemsReportHint' : 'problemsTryAgainHint';
}

/** An incomplete run. */
export function ProblemsBody({ model }: { model: TransferModel }) {
  const { run, totals } = model.snapshot.value;
  const { done, all } = itemCounts(run, totals);
  return (
    <>
      {all > 0 && <p>{t('problemsCopied', formatCount(done), formatCount(all))}</p>}
      {run?.shortfalls.map((shortfall) => (
        <Shortfall key={shortfall.detail} error={shortfall} />
      ))}
      <p class="soft">{t(problemsHint(run, totals))}</p>
    </>
  );
}
