import { browser } from 'wxt/browser';
import { badgeOf } from '../../utils/domain/run/badge.ts';
import type { Run, Totals } from '../../utils/domain/run/run.ts';

/** Teal near `--accent` of the pages. White text on it has a contrast above 4.5, as WCAG 2.2 asks. */
const NEUTRAL_COLOR = '#1f5f7a';
/** Red near `--bad` of the pages, with the same contrast. */
const ATTENTION_COLOR = '#b3261e';

/** Shows the percentage during a copy, and a sign for every other state. */
export async function showBadge(run: Run | null, totals: Totals, percent: number | null): Promise<void> {
  const { text, isNeutral } = badgeOf(run, totals, percent);
  await browser.action.setBadgeText({ text });
  await browser.action.setBadgeBackgroundColor({ color: isNeutral ? NEUTRAL_COLOR : ATTENTION_COLOR });
}
