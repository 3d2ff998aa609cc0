import { browser } from 'wxt/browser';
import type { ErrorCode } from '../../utils/errors.ts';
import { changeLatestRun, sharedLog } from '../../utils/storage/database.ts';
import { followRunNote } from '../../utils/storage/run-note.ts';
import { type Run, waitsForSignIn } from '../../utils/transfer/run.ts';
import { epochMs } from '../../utils/units.ts';
import type { EngineHost } from './engine-host.ts';
import { makeRequestsPlain } from './plain-requests.ts';

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
    await makeRequestsPlain();
    await browser.alarms.create(ALARM, { periodInMinutes: PERIOD_MINUTES });
    await host.wake({ atOnce });
  } else {
    await browser.alarms.clear(ALARM);
    await host.nudge();
  }
}

/** Hosts without which nothing can be copied; browsers let people take them back. */
const NEEDED_ORIGINS = [
  'https://*.icloud.com/*',
  'https://*.icloud-content.com/*',
  'https://*.jottacloud.com/*',
];

const hasAccess = (): Promise<boolean> => browser.permissions.contains({ origins: NEEDED_ORIGINS });

/** The run waits for a person, who presses "Continue" when the obstacle is gone. */
async function standStill(code: ErrorCode): Promise<void> {
  await changeLatestRun(await sharedLog(), (run) => ({
    ...run,
    status: 'attention',
    attention: { code, detail: '', service: 'browser' },
  }));
}

/** Also while a person has to sign in at icloud.com: the engine sees by itself when that is done. */
export const needsEngine = (run: Run | null): boolean =>
  run !== null && (run.status === 'active' || waitsForSignIn(run));

export const isWatchdog = ({ name }: { name: string }): boolean => name === ALARM;
