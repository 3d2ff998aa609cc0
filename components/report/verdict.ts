import { formatCount } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import { itemsMissing } from '../../utils/domain/run/item-counts.ts';
import { isPart } from '../../utils/domain/run/part.ts';
import type { Run, Totals } from '../../utils/domain/run/run.ts';
import { partText } from '../shared/text/part-text.ts';
import { filesNotVerified, itemsInAll, nothingMissing } from '../shared/text/run-numbers.ts';

/**
 * `good`: complete. `part`: complete, but not the whole library. `open`: not finished, or nothing to copy. `bad`:
 * finished with something missing.
 */
export interface Verdict {
  tone: 'good' | 'part' | 'open' | 'bad';
  sentence: string;
}

/** Sums up the report in one line. Only a finished run that left nothing behind is called “complete”. */
export function verdictOf(run: Run, totals: Totals): Verdict {
  if (run.status !== 'finished') return unfinished(run, totals);
  const all = itemsInAll(run, totals);
  if (nothingMissing(run, totals)) {
    if (all === 0) return { tone: 'open', sentence: t('verdictNothing') };
    if (isPart(run)) return { tone: 'part', sentence: `${partText(run)} ${chosenText(all, totals)}` };
    const notVerified = filesNotVerified(totals);
    return {
      tone: 'good',
      sentence:
        notVerified > 0
          ? tn('verdictSizeChecked', notVerified, formatCount(notVerified))
          : tn('verdictProved', all, formatCount(all)),
    };
  }
  const missing = itemsMissing(run, totals);
  return {
    tone: 'bad',
    sentence: missing > 0 ? tn('verdictMissing', missing, formatCount(missing)) : t('verdictNotProved'),
  };
}

function chosenText(all: number, totals: Totals): string {
  const notVerified = filesNotVerified(totals);
  if (notVerified === 0) return tn('verdictProvedChosen', all, formatCount(all));
  const chosen = tn('verdictStoredChosen', all, formatCount(all));
  return `${chosen} ${tn('doneSizeChecked', notVerified, formatCount(notVerified))}`;
}

function unfinished(run: Run, totals: Totals): Verdict {
  const facts = [formatCount(totals.itemsDone), formatCount(itemsInAll(run, totals))] as const;
  return {
    tone: 'open',
    sentence: run.status === 'active' ? t('verdictCopying', ...facts) : t('verdictStanding', ...facts),
  };
}
