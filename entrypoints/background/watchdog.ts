import { browser } from 'wxt/browser';
import { readLatestRun, sharedLog } from '../../utils/storage/database.ts';
import { type Run, waitsForSignIn } from '../../utils/transfer/run.ts';
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
  const run = await readLatestRun(await sharedLog());
  if (needsEngine(run)) {
    await makeRequestsPlain();
    await browser.alarms.create(ALARM, { periodInMinutes: PERIOD_MINUTES });
    await host.wake({ atOnce });
  } else {
    await browser.alarms.clear(ALARM);
    await host.nudge();
  }
}

/** Also while a person has to sign in at icloud.com: the engine sees by itself when that is done. */
export const needsEngine = (run: Run | null): boolean =>
  run !== null && (run.status === 'active' || waitsForSignIn(run));

export const isWatchdog = ({ name }: { name: string }): boolean => name === ALARM;
