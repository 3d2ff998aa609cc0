import { browser } from 'wxt/browser';
import { TransferError } from '../../../utils/errors.ts';
import type { WantedSend } from '../../../utils/domain/photo/wanted-send.ts';
import { sharedLog, withLog } from '../../../utils/store/database.ts';
import {
  isDue,
  MAX_PENDING_SENDS,
  movedUp,
  type PendingSend,
  pendingSendsOf,
  UNDO_MS,
  type WaitingChoice,
  withSend,
} from '../../../utils/settings/pending-sends.ts';
import { logs } from '../../../utils/settings/logs.ts';
import { isConnected } from '../../../utils/settings/sign-in.ts';
import { dropPriorities } from '../../../utils/store/queue/priorities.ts';
import { giveWay } from '../../../utils/store/runs/runs.ts';
import { joinWaiting } from '../../../utils/store/runs/join-run.ts';
import { startNextSend, withoutLibrary } from '../../../utils/store/runs/start-send.ts';
import { epochMs } from '../../../utils/units.ts';
import type { EngineHost } from '../host/engine-host.ts';
import { giveLogOfPage } from '../logs/log-of-page.ts';
import { readRunSettings } from '../run-settings.ts';
import { followRun } from '../run-watchdog.ts';

/** Backup if this context ends before the undo window closes. 30 s is the minimum that both browsers promise. */
const ALARM = 'pending-sends';
const ALARM_MINUTES = 0.5;

/** Runs changes of the list one at a time, across all contexts. */
const oneByOne = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks.request('fotoflytt-pending-sends', work);

/** Time in which the same press is one that was asked twice, because the answer to the first was lost. */
const SAME_PRESS_MS = 3_000;

async function add(log: string, press: Omit<PendingSend, 'id' | 'pressedAt'>): Promise<string> {
  const id = crypto.randomUUID();
  const pendingSends = pendingSendsOf(log);
  return oneByOne(async () => {
    const all = await pendingSends.getValue();
    const same = all.find(
      (each) => isSame(each, press) && Math.abs(Date.now() - each.pressedAt) < SAME_PRESS_MS,
    );
    if (same) return same.id;
    if (all.length >= MAX_PENDING_SENDS) throw new TransferError('unexpected', 'too many presses wait');
    await pendingSends.setValue(withSend(all, { ...press, id, pressedAt: Date.now() }));
    return id;
  });
}

const isSame = (one: Pick<PendingSend, 'wanted'>, other: Pick<PendingSend, 'wanted'>): boolean =>
  JSON.stringify(one.wanted) === JSON.stringify(other.wanted);

/**
 * Puts a press on iCloud Photos into the queue of the account that is signed in there. If another log is the current one, it
 * waits until that account's is.
 *
 * @returns the id that undoes it
 */
export async function enqueueSend(wanted: WantedSend, host: EngineHost): Promise<string> {
  // Set the alarm first: a press that is stored just before a death would wait for another event.
  await browser.alarms.create(ALARM, { delayInMinutes: ALARM_MINUTES });
  const id = await add(await giveLogOfPage(), { wanted });
  // If this fails, the alarm tries again.
  setTimeout(() => void startPendingSends(host).catch(() => undefined), UNDO_MS + 100);
  return id;
}

/** Keeps a press from before the setup, until {@link releaseKept}. */
export const keepSend = async (wanted: WantedSend): Promise<void> => {
  await add(await giveLogOfPage(), { wanted, stage: 'kept' });
};

/** Puts a press on one of our pages into the queue of a log while another run is open. */
export const enqueueChoice = async (log: string, wanted: WaitingChoice): Promise<void> => {
  await add(log, { wanted, stage: 'final' });
};

/** Releases kept presses of a log once the iCloud account is confirmed. @returns whether there were any */
export const releaseKept = (log: string): Promise<boolean> =>
  oneByOne(async () => {
    const pendingSends = pendingSendsOf(log);
    const all = await pendingSends.getValue();
    const hasKept = all.some(({ stage }) => stage === 'kept');
    if (hasKept) await pendingSends.setValue(all.map(released));
    return hasKept;
  });

const released = (press: PendingSend): PendingSend =>
  press.stage === 'kept' ? { ...press, stage: 'final' } : press;

/** Removes presses for the whole library of a log after a run for it has begun. */
export const forgetLibrarySends = (log: string): Promise<void> =>
  oneByOne(async () => {
    const pendingSends = pendingSendsOf(log);
    await pendingSends.setValue([...withoutLibrary(await pendingSends.getValue())]);
  });

/** Undoes a press that still waits, for whichever log. @returns whether it did */
export const undoSend = (id: string): Promise<boolean> =>
  oneByOne(async () => {
    const { current, known } = await logs.getValue();
    for (const log of new Set([current, ...known.map((each) => each.log)])) {
      const pendingSends = pendingSendsOf(log);
      const all = await pendingSends.getValue();
      const rest = all.filter((pending) => pending.id !== id);
      if (rest.length === all.length) continue;
      await withLog(log, (database) => dropPriorities(database, id));
      await pendingSends.setValue(rest);
      return true;
    }
    return false;
  });

/** Moves a press one place forward in the queue. */
export const moveSendUp = (id: string): Promise<void> =>
  oneByOne(async () => {
    const pendingSends = pendingSendsOf((await sharedLog()).name);
    await pendingSends.setValue(movedUp(await pendingSends.getValue(), id));
  });

/** Whether an alarm is the one of waiting presses. */
export const isPendingSends = ({ name }: { name: string }): boolean => name === ALARM;

/**
 * Begins a run for pending presses if no other run is open and their undo window has closed. A top-up gives way to them,
 * and a running copy takes up the photos that it has anyway. The queue is stored before and after each step, and each
 * step may be repeated after a death.
 */
export async function startPendingSends(host: EngineHost): Promise<void> {
  const started = await oneByOne(async () => {
    const database = await sharedLog();
    const pendingSends = pendingSendsOf(database.name);
    const stored = await pendingSends.getValue();
    if (stored.length === 0 || !(await isConnected())) return false;
    const now = epochMs(Date.now());
    if (stored.some((press) => isDue(press, now))) await giveWay(database, now);
    const all = await joinWaiting(database, now, stored);
    const rest = await startNextSend(database, now, all, await readRunSettings(database));
    if (rest.length === all.length && all.every((send, index) => send === stored[index])) return false;
    await pendingSends.setValue([...rest]);
    const isWaiting = new Set(rest.map(({ id }) => id));
    for (const { id } of all) if (!isWaiting.has(id)) await dropPriorities(database, id);
    return rest.length < all.length;
  });
  if (started) await followRun(host);
}
