import type { News } from '../top-up/completeness.ts';
import { isPart } from './part.ts';
import { isStoppedRun, type Run, type Totals } from './run.ts';
import { isComplete } from './item-counts.ts';

/** Badge of the toolbar button. */
export interface Badge {
  text: string;
  /** Nothing needs attention. */
  isNeutral: boolean;
}

/** A badge has space for four characters. */
const MAX_NUMBER = 999;

/**
 * Returns the percentage while copying, else a sign for the state. Only the whole library gets a tick.
 *
 * @param news what is known since the last complete copy
 */
export function badgeOf(run: Run | null, totals: Totals, percent: number | null, news: News): Badge {
  if (!run || isStoppedRun(run)) return { text: '', isNeutral: true };
  if (run.status === 'attention') return { text: '!', isNeutral: false };
  if (run.status === 'planned') return { text: '!', isNeutral: true };
  if (run.status === 'paused') return { text: 'II', isNeutral: true };
  if (run.status === 'active')
    return { text: run.phase === 'copying' && percent !== null ? `${percent}%` : '…', isNeutral: true };
  if (!isComplete(run, totals)) return { text: '!', isNeutral: false };
  if (news === 'unchecked') return { text: '!', isNeutral: false };
  if (news === 'leftover') return { text: '', isNeutral: true };
  if (news > 0) return { text: numberText(news), isNeutral: true };
  return { text: isPart(run) ? '' : '✓', isNeutral: true };
}

const numberText = (count: number): string => (count > MAX_NUMBER ? `${MAX_NUMBER}+` : String(count));
