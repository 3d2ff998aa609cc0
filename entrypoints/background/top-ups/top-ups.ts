import { browser } from 'wxt/browser';
import { isOpenRun } from '../../../utils/domain/run/run-request.ts';
import { parseSpeed } from '../../../utils/domain/progress/concurrency.ts';
import {
  lookDue,
  mayStart,
  reminderDue,
  type Situation,
  topUpDue,
} from '../../../utils/domain/top-up/top-up.ts';
import { noteOfLook } from '../../../utils/domain/top-up/look-note.ts';
import { parseTopUpMode } from '../../../utils/domain/top-up/top-up-mode.ts';
import type { Look } from '../../../utils/engine/listing/changes/look-for-new.ts';
import { pendingSendsOf } from '../../../utils/settings/pending-sends.ts';
import { settings } from '../../../utils/settings/settings.ts';
import { signInStore } from '../../../utils/settings/sign-in.ts';
import { sharedLog } from '../../../utils/store/database.ts';
import type { LogDatabase } from '../../../utils/store/schema.ts';
import { changeLookNote, readTopUpFacts, startTopUp } from '../../../utils/store/top-ups/top-ups.ts';
import { type EpochMs, epochMs } from '../../../utils/units.ts';
import { showNews } from '../shown/show-run.ts';
import type { EngineHost } from '../host/engine-host.ts';
import { remind } from '../shown/notifications.ts';
import { followRun, needsEngine } from '../run-watchdog.ts';

const ALARM = 'top-up';
const FIRST_MINUTES = 1;
/** The rule decides at each alarm whether anything is due. */
const PERIOD_MINUTES = 60;

/** Dependencies of top-ups. */
export interface TopUpTools {
  host: EngineHost;
  /** Looks at Apple for a log; opens no page. Null: another account is signed in, or nothing can be followed. */
  look(database: LogDatabase): Promise<Look | null>;
  /** Whether a page at icloud.com is open. */
  hasPage(): Promise<boolean>;
}

/** Keeps a complete copy complete, as far as the person wants it. */
export interface TopUps {
  /** Sets the alarm while the setting is on, and clears it otherwise. */
  follow(): Promise<void>;
  /** Does what is due: a look at Apple, a copy of what is new, a reminder. */
  doDue(): Promise<void>;
  /** Looks for a person who has opened the popup. @returns the new photos; null if unknown */
  countNew(): Promise<number | null>;
}

const now = (): EpochMs => epochMs(Date.now());

/** One pass at a time, in all contexts. */
const oneByOne = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request('fotoflytt-top-up', work);

/** Whether an alarm is the one of top-ups. */
export const isTopUp = ({ name }: { name: string }): boolean => name === ALARM;

/** Creates them over the log and the setting. */
export const createTopUps = (tools: TopUpTools): TopUps => ({
  follow: followSetting,
  doDue: () => oneByOne(() => doDue(tools)),
  countNew: () => oneByOne(() => countNew(tools)),
});

async function followSetting(): Promise<void> {
  const isOn = parseTopUpMode(await settings.topUps.getValue()) !== 'off';
  if (!isOn) await browser.alarms.clear(ALARM);
  // A new alarm would begin to wait again.
  else if (!(await browser.alarms.get(ALARM)))
    await browser.alarms.create(ALARM, { delayInMinutes: FIRST_MINUTES, periodInMinutes: PERIOD_MINUTES });
}

/** One log from beginning to end, even if another becomes the current one meanwhile. */
async function doDue(tools: TopUpTools): Promise<void> {
  if (parseTopUpMode(await settings.topUps.getValue()) === 'off') return;
  const database = await sharedLog();
  if (lookDue(await readSituation(database)) === 'due' && (await tools.hasPage()))
    await look(tools, database);
  await startIfDue(tools, database);
  await remindIfDue(database);
  await showNews(await sharedLog());
}

/** Stores the time first: Apple is not asked again soon, whatever happens. @returns the new photos; null if unknown */
async function look(tools: TopUpTools, database: LogDatabase): Promise<number | null> {
  const { complete } = await readTopUpFacts(database);
  if (!complete) return null;
  await changeLookNote(database, complete, { askedAt: now() });
  const found = await tools.look(database).catch(() => null);
  if (!found) return null;
  await changeLookNote(database, complete, noteOfLook(found, now()));
  return found.newPhotos;
}

async function startIfDue({ host, hasPage }: TopUpTools, database: LogDatabase): Promise<void> {
  const situation = await readSituation(database);
  const { complete } = situation;
  if (!complete || topUpDue(situation) !== 'due' || !(await hasPage())) return;
  const isAllowed = mayStart(await host.readPower());
  const speed = parseSpeed(await settings.speed.getValue());
  // Somebody may have pressed meanwhile: their press waits only if it came after this, and then the top-up gives way.
  if (isAllowed && (await startTopUp(database, now(), { ...complete, speed }))) return followRun(host);
  await host.release(async () => !needsEngine((await readTopUpFacts(database)).latest));
}

async function remindIfDue(database: LogDatabase): Promise<void> {
  const situation = await readSituation(database);
  const reminder = reminderDue(situation);
  if (!reminder || !situation.complete) return;
  if (await remind(reminder, situation.complete.endedAt))
    await changeLookNote(database, situation.complete, { remindedAt: situation.now });
}

async function countNew(tools: TopUpTools): Promise<number | null> {
  const count = await look(tools, await sharedLog());
  await showNews(await sharedLog());
  return count;
}

async function readSituation(database: LogDatabase): Promise<Situation> {
  const [facts, mode, waiting, signIn] = await Promise.all([
    readTopUpFacts(database),
    settings.topUps.getValue(),
    pendingSendsOf(database.name).getValue(),
    signInStore.read(),
  ]);
  const { latest, complete, note, hasLeftover, jottacloudUser } = facts;
  return {
    mode: parseTopUpMode(mode),
    isConnected: signIn !== null && !signIn.isOver && signIn.username === jottacloudUser,
    isBusy: (latest !== null && isOpenRun(latest)) || waiting.length > 0,
    complete,
    note,
    hasLeftover,
    now: now(),
  };
}
