import { storage } from 'wxt/utils/storage';
import type { Speed } from '../domain/progress/concurrency.ts';
import { type Arrangement, defaultArrangement } from '../domain/layout/arrangement.ts';

/** All settings; each a versioned item with its default. */
export const settings = {
  /** Folder in Jottacloud's Archive that everything goes below. */
  destinationFolder: storage.defineItem<string>('local:destinationFolder', {
    fallback: 'iCloud Photos',
    version: 1,
  }),
  /** Layout of folders, libraries and lists, details files; read with `parseArrangement`. */
  arrangement: storage.defineItem<Arrangement>('local:arrangement', {
    fallback: defaultArrangement,
    version: 1,
  }),
  /** How much of the link and of the computer a copy may take. */
  speed: storage.defineItem<Speed>('local:speed', { fallback: 'normal', version: 1 }),
  /** Marks on the tiles of iCloud Photos that say what is in Jottacloud, and the button to send from there. */
  marks: storage.defineItem<boolean>('local:marks', { fallback: true, version: 1 }),
  /** The plan is shown before a copy begins. */
  showPlan: storage.defineItem<boolean>('local:showPlan', { fallback: true, version: 1 }),
  /** The browser tells of the end of a copy, and when it needs somebody; needs the permission too. */
  notifications: storage.defineItem<boolean>('local:notifications', { fallback: false, version: 1 }),
};
