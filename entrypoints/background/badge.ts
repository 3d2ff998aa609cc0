import { browser } from 'wxt/browser';
import { isComplete, type Run, type Totals } from '../../utils/transfer/run.ts';

const CALM = '#1f5f7a';
const NEEDS_YOU = '#b3261e';

/** Percent while it copies, and a sign for every state in which it does not. */
export async function showBadge(run: Run | null, totals: Totals, percent: number | null): Promise<void> {
  const { text, isCalm } = badge(run, totals, percent);
  await browser.action.setBadgeText({ text });
  await browser.action.setBadgeBackgroundColor({ color: isCalm ? CALM : NEEDS_YOU });
}

function badge(run: Run | null, totals: Totals, percent: number | null): { text: string; isCalm: boolean } {
  if (!run) return { text: '', isCalm: true };
  if (run.status === 'attention') return { text: '!', isCalm: false };
  if (run.status === 'planned') return { text: '!', isCalm: true };
  if (run.status === 'paused') return { text: 'II', isCalm: true };
  if (run.status === 'active')
    return { text: run.phase === 'copying' && percent !== null ? `${percent}%` : '…', isCalm: true };
  return isComplete(run, totals) ? { text: '✓', isCalm: true } : { text: '!', isCalm: false };
}
