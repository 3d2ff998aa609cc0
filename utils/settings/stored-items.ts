import { storage } from 'wxt/utils/storage';
import { itemOfLog } from '../domain/account/logs.ts';
import type { CancelStep } from '../domain/report/certificate.ts';
import { type FirstRunNote, freshNote } from '../domain/run/first-run.ts';
import type { EpochMs } from '../units.ts';

// Everything small that the extension's storage keeps beside the settings (settings.ts). `session` ends with the browser.
// Five items are in our own database instead (database-item.ts), which content scripts cannot reach and which survives damage
// to the log: the sealed sign-in (sign-in.ts), the waiting presses (pending-sends.ts), the logs and their accounts (logs.ts),
// the id of this browser profile (device-id.ts), and the note of the active run (store/runs/run-note.ts).

/** The iCloud tab that we opened ourselves; forgotten when the browser closes. */
export const openedTab = storage.defineItem<number | null>('session:openedPage', { fallback: null });

/** Whether the user has looked at that tab since it was opened. */
export const openedTabSeen = storage.defineItem<boolean>('session:openedPageSeen', { fallback: false });

/** When a copy resumed automatically after the browser was closed; null if none has since this browser start. */
export const resumedAt = storage.defineItem<EpochMs | null>('session:resumedAt', { fallback: null });

/** Whether the background has followed the log since the browser started or enabled the extension. */
export const isFollowed = storage.defineItem<boolean>('session:isFollowed', { fallback: false });

/** When icloud.com last opened the setup, in milliseconds since 1970. Stored, because the background may end in between. */
export const setupOpenedAt = storage.defineItem<number>('session:setupOpenedAt', { fallback: 0 });

/**
 * Sign-in at icloud.com that iCloud Photos has shown during the first run; null before. `isFollowed`: "Continue the
 * setup" was pressed.
 */
export const setupSignIn = storage.defineItem<{ account: string | null; isFollowed: boolean } | null>(
  'session:setupSignIn',
  { fallback: null },
);

/** Apple's site of the latest sign-in: `.cn` for accounts in mainland China; null before the first one. */
export const icloudSite = storage.defineItem<'' | '.cn' | null>('local:icloudSite', { fallback: null });

/** Progress of the first run; parse it with `parseNote`. */
export const firstRunNote = storage.defineItem<FirstRunNote>('local:firstRun', {
  fallback: freshNote,
  version: 1,
});

/** The last notice of a log, stored so that no restart of the background repeats it; null during a copy. */
export const lastNoticeOf = (log: string) =>
  storage.defineItem<string | null>(`local:${itemOfLog('lastNotice', log)}`, { fallback: null });

/** Ticked steps before the owner of a log cancels the storage at Apple; parse them with `parseSteps`. */
export const cancelStepsOf = (log: string) =>
  storage.defineItem<CancelStep[]>(`local:${itemOfLog('cancelSteps', log)}`, { fallback: [], version: 1 });

/** Whether the person has answered the offer of automatic copies after a complete copy. */
export const isTopUpOffered = storage.defineItem<boolean>('local:isTopUpOffered', { fallback: false });

/** Whether the battery was low when the engine's document last saw it. Only a document can see it. */
export const hasLowBattery = storage.defineItem<boolean>('session:hasLowBattery', { fallback: false });
