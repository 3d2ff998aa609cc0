import { browser } from 'wxt/browser';
import type { ErrorCode } from '../../utils/errors.ts';
import { applyToRun, readLatestRun, sharedLog } from '../../utils/store/database.ts';
import type { LogDatabase } from '../../utils/store/schema.ts';
import { followRunNote } from '../../utils/store/runs/run-note.ts';
import { resumedAt } from '../../utils/settings/stored-items.ts';
import { resumeRun } from '../../utils/store/runs/runs.ts';
import { attentionOf, type Run, isResumedAutomatically } from '../../utils/domain/run/run.ts';
import { epochMs } from '../../utils/units.ts';
import type { EngineHost } from './host/engine-host.ts';
import { neededOrigins } from '../shared/needed-origins.ts';
import { followAwake } from './keep-awake.ts';
import { showRun } from './shown/show-run.ts';
import { makeRequestsPlain } from './request-headers.ts';

const ALARM = 'watchdog';
/** The minimum that both browsers promise. */
const PERIOD_MINUTES = 0.5;

/**
 * Follows the log: wakes the engine for an open run, and lets it rest otherwise. An alarm repeats this, so that a run
 * resumes after any death. One at a time: a run that has just begun would lose its alarm to one that has just ended.
 */
export const followRun = (host: EngineHost, atOnce = false): Promise<void> =>
  navigator.locks.request('fotoflytt-follow', () => follow(host, atOnce));

async function follow(host: EngineHost, atOnce: boolean): Promise<void> {
  const database = await sharedLog();
  const run = await followRunNote(database, epochMs(Date.now()));
  await followAwake(run);
  if (needsEngine(run) && !(await hasAccess())) {
    await requireAttention(database, 'permission-missing');
    await showRun(await sharedLog(), null);
  } else if (needsEngine(run)) {
    // Set the alarm first: it retries whatever fails after it.
    await browser.alarms.create(ALARM, { periodInMinutes: PERIOD_MINUTES });
    await makeRequestsPlain();
    await host.wake({ atOnce, log: database.name });
  } else {
    await browser.alarms.clear(ALARM);
    await host.nudge(database.name);
    await showRun(await sharedLog(), null);
  }
}

/** Follows the run after a page at icloud.com has loaded: the person may have removed the obstacle there. */
export async function recheckRun(host: EngineHost): Promise<void> {
  const run = await readLatestRun(await sharedLog());
  await followRun(host, run?.status === 'attention');
}

const hasAccess = (host?: string): Promise<boolean> =>
  browser.permissions.contains({ origins: neededOrigins(host) });

/** Stops the run of a log until a person removes the obstacle and presses "Continue". */
export async function requireAttention(database: LogDatabase, code: ErrorCode): Promise<void> {
  const error = { code, detail: '', service: 'browser' } as const;
  await applyToRun(database, { type: 'obstructed', error });
}

/** Stops the run when the browser withdraws a permission, and resumes it when the permission returns. */
export function followAccess(host: EngineHost): void {
  browser.permissions.onRemoved.addListener(() => void followRun(host));
  browser.permissions.onAdded.addListener(() => void resumeWithAccess(host));
}

async function resumeWithAccess(host: EngineHost): Promise<void> {
  const database = await sharedLog();
  const run = await readLatestRun(database);
  const error = attentionOf(run);
  if (error?.code !== 'permission-missing' || !(await hasAccess(error.facts?.host))) return;
  await resumeRun(database);
  await followRun(host, true);
}

/** Records that a copy resumed after the browser was closed. */
export async function saveResumed(): Promise<void> {
  const run = await readLatestRun(await sharedLog());
  if (run?.isConfirmed && needsEngine(run)) await resumedAt.setValue(epochMs(Date.now()));
}

/** Whether a run needs the engine, which also notices when a person has solved a problem at icloud.com. */
export const needsEngine = (run: Run | null): boolean =>
  run !== null && (run.status === 'active' || isResumedAutomatically(run));

/** Whether an alarm is the one that wakes the engine. */
export const isWatchdog = ({ name }: { name: string }): boolean => name === ALARM;
