import { browser } from 'wxt/browser';
import type { ErrorCode } from '../../utils/errors.ts';
import { changeLatestRun, readLatestRun, sharedLog } from '../../utils/store/database.ts';
import { followRunNote } from '../../utils/store/runs/run-note.ts';
import { resumedAt } from '../../utils/settings/resumed-at.ts';
import { resumeRun } from '../../utils/store/runs/runs.ts';
import { type Run, isResumedAutomatically } from '../../utils/domain/run/run.ts';
import { epochMs } from '../../utils/units.ts';
import type { EngineHost } from './engine-host.ts';
import { neededOrigins } from '../shared/needed-origins.ts';
import { makeRequestsPlain } from './request-headers.ts';

const ALARM = 'watchdog';
/** The least that both browsers promise. */
const PERIOD_MINUTES = 0.5;

/**
 * Does what the log says: an engine while a run is to be worked on, none otherwise. An alarm does the same again,
 * so that a run goes on after whatever has died.
 */
export async function followRun(host: EngineHost, atOnce = false): Promise<void> {
  const run = await followRunNote(await sharedLog(), epochMs(Date.now()));
  if (needsEngine(run) && !(await hasAccess())) {
    await standStill('permission-missing');
  } else if (needsEngine(run)) {
    // first the alarm: whatever fails after it is tried again
    await browser.alarms.create(ALARM, { periodInMinutes: PERIOD_MINUTES });
    await makeRequestsPlain();
    await host.wake({ atOnce });
  } else {
    await browser.alarms.clear(ALARM);
    await host.nudge();
  }
}

/** A page at icloud.com was loaded: somebody may have done there what the run waits for. */
export async function lookNow(host: EngineHost): Promise<void> {
  const run = await readLatestRun(await sharedLog());
  await followRun(host, run?.status === 'attention');
}

const hasAccess = (host?: string): Promise<boolean> =>
  browser.permissions.contains({ origins: neededOrigins(host) });

/** The run waits for a person, who presses "Continue" when the obstacle is gone. */
export async function standStill(code: ErrorCode): Promise<void> {
  await changeLatestRun(await sharedLog(), (run) => ({
    ...run,
    status: 'attention',
    attention: { code, detail: '', service: 'browser' },
  }));
}

/** What the browser takes back stops the copy at once; given again, it goes on. */
export function followAccess(host: EngineHost): void {
  browser.permissions.onRemoved.addListener(() => void followRun(host));
  browser.permissions.onAdded.addListener(() => void goOnWithAccess(host));
}

async function goOnWithAccess(host: EngineHost): Promise<void> {
  const database = await sharedLog();
  const run = await readLatestRun(database);
  if (run?.attention?.code !== 'permission-missing') return;
  if (!(await hasAccess(run.attention.facts?.host))) return;
  await resumeRun(database);
  await followRun(host, true);
}

/** Notes that a copy goes on after the browser had been closed. */
export async function noteResumed(): Promise<void> {
  const run = await readLatestRun(await sharedLog());
  if (run?.isConfirmed && needsEngine(run)) await resumedAt.setValue(epochMs(Date.now()));
}

/** Also while a person has something to do at icloud.com: the engine sees by itself when that is done. */
export const needsEngine = (run: Run | null): boolean =>
  run !== null && (run.status === 'active' || isResumedAutomatically(run));

export const isWatchdog = ({ name }: { name: string }): boolean => name === ALARM;
