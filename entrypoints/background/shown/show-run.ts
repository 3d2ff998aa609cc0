import { isOpenRun } from '../../../utils/domain/run/run-request.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import type { LogDatabase } from '../../../utils/store/schema.ts';
import { readTopUpFacts } from '../../../utils/store/top-ups/top-ups.ts';
import { showBadge } from './badge.ts';
import { notify } from './notifications.ts';

/** One at a time, so that no older state of the log is shown last. */
const oneByOne = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request('fotoflytt-shown', work);

/**
 * Shows the latest run of a log, as the log has it now: with the badge, and with a notification if it ended or needs
 * somebody.
 *
 * @param percent copied part of a working run; null if unknown
 * @returns the run
 */
export const showRun = (database: LogDatabase, percent: number | null): Promise<Run | null> =>
  oneByOne(async () => {
    const facts = await readTopUpFacts(database);
    await showBadge(facts, percent);
    await notify(database.name, facts.latest, facts.totals);
    return facts.latest;
  });

/** Shows new photos of a log on the toolbar button. During a run it shows the run. */
export const showNews = (database: LogDatabase): Promise<void> =>
  oneByOne(async () => {
    const facts = await readTopUpFacts(database);
    if (facts.latest && !isOpenRun(facts.latest)) await showBadge(facts, null);
  });
