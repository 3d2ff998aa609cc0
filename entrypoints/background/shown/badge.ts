import { browser } from 'wxt/browser';
import { badgeOf } from '../../../utils/domain/run/badge.ts';
import {
  type Completeness,
  completenessOf,
  daysUnchecked,
  type News,
  newsOf,
} from '../../../utils/domain/top-up/completeness.ts';
import { parseTopUpMode } from '../../../utils/domain/top-up/top-up-mode.ts';
import { formatCount, formatDate } from '../../../utils/format.ts';
import { tn } from '../../../utils/i18n.ts';
import { settings } from '../../../utils/settings/settings.ts';
import type { TopUpFacts } from '../../../utils/store/top-ups/top-ups.ts';
import { type EpochMs, epochMs } from '../../../utils/units.ts';

/** Teal near `--accent` of the pages. White text on it has a contrast above 4.5, as WCAG 2.2 asks. */
const NEUTRAL_COLOR = '#1f5f7a';
/** Red near `--bad` of the pages, with the same contrast. */
const ATTENTION_COLOR = '#b3261e';
/** Title of the toolbar button, as in the popup's page. */
const NAME = 'Fotoflytt';

/** Shows the percentage during a copy, the number of new photos after it, and a sign for every other state. */
export async function showBadge(facts: TopUpFacts, percent: number | null): Promise<void> {
  const known = completenessOf(facts);
  const now = epochMs(Date.now());
  const news = newsOf(known, parseTopUpMode(await settings.topUps.getValue()), now);
  const { text, isNeutral } = badgeOf(facts.latest, facts.totals, percent, news);
  await browser.action.setBadgeText({ text });
  await browser.action.setBadgeBackgroundColor({ color: isNeutral ? NEUTRAL_COLOR : ATTENTION_COLOR });
  const fact = known && factOf(known, news, now);
  await browser.action.setTitle({ title: fact === null ? NAME : `${NAME}: ${fact}` });
}

/** Shows nothing, as before the first copy. */
export async function clearBadge(): Promise<void> {
  await browser.action.setBadgeText({ text: '' });
  await browser.action.setTitle({ title: NAME });
}

/** Returns what a badge means that is not about a run. */
function factOf(known: Completeness, news: News, now: EpochMs): string | null {
  if (news === 0 || news === 'leftover') return null;
  if (news !== 'unchecked') return tn('newsTitle', news, formatCount(news), formatDate(known.completeAt));
  const days = daysUnchecked(known, now);
  return tn('lastChecked', days, formatCount(days));
}
