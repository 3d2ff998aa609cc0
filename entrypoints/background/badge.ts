import { browser } from 'wxt/browser';
import type { ErrorRecord } from '../../utils/errors.ts';
import type { Run } from '../../utils/transfer/run.ts';

const CALM = '#1f5f7a';
const NEEDS_YOU = '#b3261e';

/** Percent while it runs, signs for the states in which it does not. */
export async function showBadge(
  run: Run | null,
  percent: number | null,
  attention: ErrorRecord | null,
): Promise<void> {
  const needsYou = attention !== null || run?.status === 'attention';
  await browser.action.setBadgeText({ text: badgeText(run, percent, needsYou) });
  await browser.action.setBadgeBackgroundColor({ color: needsYou ? NEEDS_YOU : CALM });
}

function badgeText(run: Run | null, percent: number | null, needsYou: boolean): string {
  if (needsYou) return '!';
  if (run?.status === 'active') return run.phase === 'copying' && percent !== null ? `${percent}%` : '…';
  if (run?.status === 'paused') return 'II';
  return run?.status === 'finished' && run.shortfalls.length > 0 ? '!' : '';
}
