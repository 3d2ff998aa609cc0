import { browser } from 'wxt/browser';
import { readLatestRun, sharedLog } from '../../../utils/store/database.ts';
import { firstRunNote } from '../../../utils/settings/stored-items.ts';
import { pendingSendsOf } from '../../../utils/settings/pending-sends.ts';
import {
  type IsPending,
  readAlbumKeys,
  readPhotoStates,
  readThumbStates,
} from '../../../utils/store/reads/read-page-answers.ts';
import { settings } from '../../../utils/settings/settings.ts';
import { signInStore } from '../../../utils/settings/sign-in.ts';
import type { EngineHost } from '../host/engine-host.ts';
import { openLogOfPage } from '../logs/log-of-page.ts';
import { enqueueSend, keepSend, undoSend } from './send-queue.ts';
import { continueSetup, FIRST_RUN, readSetupOnPage } from './setup-guide.ts';
import type { WantedPhotos } from '../../../utils/messaging/protocol.ts';
import { isOpenRun } from '../../../utils/domain/run/run-request.ts';
import { parseNote, type SetupOnPage } from '../../../utils/domain/run/first-run.ts';
import type { PhotoState } from '../../../utils/domain/file/photo-state.ts';

/** Actions behind the buttons on iCloud Photos: the log, the queue and the setup. */
export interface InPageActions {
  isSetUp(): Promise<boolean>;
  /** Whether a copy has begun and not ended. */
  isCopying(): Promise<boolean>;
  /** Whether the user wants marks on the tiles. */
  wantsMarks(): Promise<boolean>;
  /** Returns states by thumb (28 characters of standard base64). Unknown thumbs are omitted. */
  thumbStates(thumbs: readonly string[]): Promise<Map<string, PhotoState>>;
  itemStates(assetNames: readonly string[]): Promise<Map<string, PhotoState>>;
  /** Adds new photos to the queue. `undoId` identifies them; null if there were none. */
  add(wanted: WantedPhotos): Promise<{ added: number; undoId: string | null }>;
  /** Undoes one call, unless its run has begun. @returns whether it did */
  undo(undoId: string): Promise<boolean>;
  /** Keeps a press from before the setup. Nothing is sent before the setup is complete. */
  keep(wanted: WantedPhotos): Promise<void>;
  openSetup(): Promise<void>;
  openDetails(): Promise<void>;
  /** Returns a first run that waits for the account; null if none does. */
  readSetup(): Promise<SetupOnPage | null>;
  /** Leads back to it. */
  continueSetup(): Promise<void>;
}

/** Creates the actions over the log and the queue. */
export const createInPageActions = (host: EngineHost): InPageActions => ({
  isSetUp: async () => (await signInStore.read()) !== null,
  isCopying: async () => {
    const run = await readLatestRun(await sharedLog());
    return run !== null && run.isConfirmed && isOpenRun(run);
  },
  wantsMarks: () => settings.marks.getValue(),
  async thumbStates(thumbs) {
    const log = await openLogOfPage();
    return log ? readThumbStates(log, thumbs, await readIsPending(log.name)) : new Map();
  },
  async itemStates(assetNames) {
    const log = await openLogOfPage();
    return log ? readPhotoStates(log, assetNames, await readIsPending(log.name)) : new Map();
  },
  async add(wanted) {
    const added = await countOf(wanted);
    return added === 0 ? { added, undoId: null } : { added, undoId: await enqueueSend(wanted, host) };
  },
  undo: undoSend,
  keep: keepSend,
  openSetup: openFirstRun,
  openDetails: async () =>
    void (await browser.tabs.create({ url: browser.runtime.getURL('/transfer.html') })),
  readSetup: readSetupOnPage,
  continueSetup,
});

/** Opens the first run, which confirms the iCloud account; after it, the settings. */
async function openFirstRun(): Promise<void> {
  const [note, run] = await Promise.all([firstRunNote.getValue(), readLatestRun(await sharedLog())]);
  if (run !== null || parseNote(note).isDone) return browser.runtime.openOptionsPage();
  await browser.tabs.create({ url: browser.runtime.getURL(FIRST_RUN) });
}

/** Returns a test for photos that wait for a run of a log. */
async function readIsPending(log: string): Promise<IsPending> {
  const pending = (await pendingSendsOf(log).getValue()).map(({ wanted }) => wanted);
  const isEverything = pending.some((wanted) => 'everything' in wanted);
  const picks = pending.flatMap((wanted) => ('assetNames' in wanted ? [wanted] : []));
  const names = new Set(picks.flatMap(({ assetNames }) => assetNames));
  const thumbsOf = new Set(picks.flatMap(({ thumbs }) => thumbs));
  return (name, thumbs) =>
    isEverything || (name !== null && names.has(name)) || thumbs.some((thumb) => thumbsOf.has(thumb));
}

/** Counts the photos of a press; 1 for an album or library that was never counted. */
async function countOf(wanted: WantedPhotos): Promise<number> {
  if ('assetNames' in wanted) return wanted.assetNames.length + wanted.thumbs.length;
  const database = await openLogOfPage();
  if (!database) return 1;
  if ('everything' in wanted)
    return (
      (await database.getAll('libraries')).reduce(
        (sum, { lists }) => sum + (lists.main.appleCount ?? 0),
        0,
      ) || 1
    );
  const [key] = await readAlbumKeys(database, wanted.albumName);
  const album = key === undefined ? undefined : await database.get('albums', key);
  return album?.list.appleCount ?? 1;
}
