import { formatCount } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import { isEverything } from '../../utils/photos/choice.ts';
import { itemsMissing } from '../../utils/transfer/item-counts.ts';
import type { Run, Totals } from '../../utils/transfer/run.ts';
import { filesNotProved, itemsInAll, nothingMissing } from '../shared/run-numbers.ts';

/** `good`: complete; `open`: not at its end; `bad`: at its end with something missing. */
export interface Verdict {
  tone: 'good' | 'open' | 'bad';
  sentence: string;
}

/** The report in one line. “Complete” is only said of a run that has ended and left nothing behind. */
export function verdictOf(run: Run, totals: Totals): Verdict {
  if (run.status !== 'finished') return unfinished(run, totals);
  const all = itemsInAll(run, totals);
  if (nothingMissing(run, totals)) {
    if (all === 0) return { tone: 'open', sentence: t('verdictNothing') };
    const notProved = filesNotProved(totals);
    return {
      tone: 'good',
      sentence:
        notProved > 0
          ? tn('verdictSizeChecked', notProved, formatCount(notProved))
          : tn(speaksOfAll(run) ? 'verdictProved' : 'verdictProvedChosen', all, formatCount(all)),
    };
  }
  const missing = itemsMissing(run, totals);
  return {
    tone: 'bad',
    sentence: missing > 0 ? tn('verdictMissing', missing, formatCount(missing)) : t('verdictNotProved'),
  };
}

/** Nothing narrows what is copied: only then may a sentence speak of all items in iCloud Photos. */
const speaksOfAll = ({ choice, plan }: Run): boolean => isEverything(choice) && (plan?.notChosen ?? 0) === 0;

function unfinished(run: Run, totals: Totals): Verdict {
  const facts = [formatCount(totals.itemsDone), formatCount(itemsInAll(run, totals))] as const;
  return {
    tone: 'open',
    sentence: run.status === 'active' ? t('verdictCopying', ...facts) : t('verdictStanding', ...facts),
  };
}
