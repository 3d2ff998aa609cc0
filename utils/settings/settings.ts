import { storage } from 'wxt/utils/storage';
import { FIRST_LOG, isFurtherLog, itemOfLog } from '../domain/account/logs.ts';
import type { Speed } from '../domain/progress/concurrency.ts';
import type { TopUpMode } from '../domain/top-up/top-up-mode.ts';
import type { ManifestMode } from '../domain/manifest/manifest-state.ts';
import { type Arrangement, defaultArrangement } from '../domain/layout/arrangement.ts';

/** Settings that are one tick and nothing else: every model and test takes them from here. */
export const switches = {
  /** Marks on the tiles of iCloud Photos that show what is in Jottacloud, and the button that sends from there. */
  marks: storage.defineItem<boolean>('local:marks', { fallback: true, version: 1 }),
  /** Shows the plan before a copy begins. */
  showPlan: storage.defineItem<boolean>('local:showPlan', { fallback: true, version: 1 }),
  /** Keeps a small file at the destination that says how far a copy is, to read on a phone. */
  progressFile: storage.defineItem<boolean>('local:progressFile', { fallback: false, version: 1 }),
};

/** Destination of the first log until the person chooses another; that of further logs begins with it. */
export const DEFAULT_FOLDER = 'iCloud Photos';

/** Defines the destination of a log. Without a stored one, no two logs have the same. */
const defineFolder = (log: string) =>
  storage.defineItem<string>(`local:${itemOfLog('destinationFolder', log)}`, {
    fallback: itemOfLog(DEFAULT_FOLDER, log),
    version: 1,
  });

/** All settings; each a versioned item with its default. */
export const settings = {
  ...switches,
  /** Folder in Jottacloud's Archive that contains everything of the first log. */
  destinationFolder: defineFolder(FIRST_LOG),
  /** Layout, libraries, lists and details files; parse it with `parseArrangement`. */
  arrangement: storage.defineItem<Arrangement>('local:arrangement', {
    fallback: defaultArrangement,
    version: 1,
  }),
  /** Keeps a list of the copy at its destination; parse it with `parseManifestMode`. */
  manifest: storage.defineItem<ManifestMode>('local:manifest', { fallback: 'names', version: 1 }),
  /** How much of the connection and the computer a copy may use. */
  speed: storage.defineItem<Speed>('local:speed', { fallback: 'normal', version: 1 }),
  /** The computer does not fall asleep while a copy works. In Chrome it also needs the permission. */
  keepAwake: storage.defineItem<boolean>('local:keepAwake', { fallback: false, version: 1 }),
  /** What happens after a complete copy of the whole library; parse it with `parseTopUpMode`. */
  topUps: storage.defineItem<TopUpMode>('local:topUps', { fallback: 'off', version: 1 }),
  /** The browser notifies when a copy ends or needs somebody. Also needs the permission. */
  notifications: storage.defineItem<boolean>('local:notifications', { fallback: false, version: 1 }),
};

/** The folder in Jottacloud's Archive that contains everything of a log. */
export const destinationFolderOf = (log: string) =>
  isFurtherLog(log) ? defineFolder(log) : settings.destinationFolder;
