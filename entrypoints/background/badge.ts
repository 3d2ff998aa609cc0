import { browser } from 'wxt/browser';
import { badgeOf } from '../../utils/domain/run/badge.ts';
import type { Run, Totals } from '../../utils/domain/run/run.ts';

const CALM = '#1f5f7a';
const NEEDS_YOU = '#b3261e';

/** Shows the percentage during a copy, and a sign for every other state. */
export async function showBadge(run: Run | null, totals: Totals, percent: number | null): Promise<void> {
  const { text, isCalm } = badgeOf(run, totals, percent);
  await browser.action.setBadgeText({ text });
  await browser.action.setBadgeBackgroundColor({ color: isCalm ? CALM : NEEDS_YOU });
}
