import { browser } from 'wxt/browser';
import { mustKeepAwake } from '../../utils/domain/progress/keep-awake.ts';
import type { Run } from '../../utils/domain/run/run.ts';
import { settings } from '../../utils/settings/settings.ts';
import { hasLowBattery } from '../../utils/settings/stored-items.ts';
import { readLatestRun, sharedLog } from '../../utils/store/database.ts';

/** The part of Chrome's API that we use. Firefox has none, and an open page keeps the screen on there. */
interface Power {
  requestKeepAwake(level: 'system'): void;
  releaseKeepAwake(): void;
}

/** Returns the API; null before the person has ticked it, and in Firefox. */
function powerOf(api: object): Power | null {
  const { power }: { power?: Power } = api;
  return power ?? null;
}

/**
 * Keeps the computer awake while a run works, and lets it sleep otherwise. Call it after each change of the run. The
 * browser forgets a request only when it ends, so it is made again at each start. A browser that refuses does not stop the
 * copy.
 */
export async function followAwake(run: Pick<Run, 'status' | 'isAutomatic'> | null): Promise<void> {
  const power = powerOf(browser);
  if (!power) return;
  const [isWanted, isLow] = await Promise.all([settings.keepAwake.getValue(), hasLowBattery.getValue()]);
  try {
    if (mustKeepAwake(run, { isWanted, hasLowBattery: isLow })) power.requestKeepAwake('system');
    else power.releaseKeepAwake();
  } catch {
    // The permission has just been withdrawn.
  }
}

const followLatest = async (): Promise<void> => followAwake(await readLatestRun(await sharedLog()));

/** Notes the state of the battery, and follows it. */
export async function noteBattery(isLow: boolean): Promise<void> {
  await hasLowBattery.setValue(isLow);
  await followLatest();
}

/** Follows the tick, and the permission that it asks for. */
export function followKeepAwake(): void {
  settings.keepAwake.watch(() => void followLatest());
  browser.permissions.onAdded.addListener(() => void followLatest());
}
