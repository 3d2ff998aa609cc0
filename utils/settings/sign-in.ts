import { storage } from 'wxt/utils/storage';
import { browser } from 'wxt/browser';
import { parseSignIn, type SignInStore } from '../jottacloud/sign-in/token-keeper.ts';
import { defineDatabaseItem } from './database-item.ts';
import { seal, unseal } from './seal.ts';

/** Stored form. `isOver` can be read without decrypting. */
interface StoredSignIn {
  sealed: string;
  isOver: boolean;
}

function parseStored(value: unknown): StoredSignIn | null {
  if (typeof value !== 'object' || value === null) return null;
  const { sealed, isOver }: { sealed?: unknown; isOver?: unknown } = value;
  return typeof sealed === 'string' ? { sealed, isOver: isOver === true } : null;
}

/** `undefined` until something is stored here. */
const item = defineDatabaseItem('jottacloudSignIn', (value) =>
  value === undefined ? value : parseStored(value),
);
/** Former location, which content scripts can read and write in Firefox. */
const formerItem = storage.defineItem<unknown>('local:jottacloudSignIn', { fallback: null, version: 1 });

/** Reads the sign-in. Moves one of an older version here once, if our own key has sealed it. */
async function readStored(): Promise<StoredSignIn | null> {
  const stored = await item.getValue();
  if (stored !== undefined) return stored;
  const former = parseStored(await formerItem.getValue());
  const moved = former && (await unseal(former.sealed)) !== null ? former : null;
  await item.setFirst(moved);
  await formerItem.removeValue({ removeMeta: true });
  return (await item.getValue()) ?? null;
}

/** Stores the Jottacloud sign-in, sealed, in the extension's own database, out of reach of content scripts. */
export const signInStore: SignInStore = {
  async read() {
    const stored = await readStored();
    const text = stored && (await unseal(stored.sealed));
    return text ? parseSignIn(text) : null;
  },
  write: async (signIn) =>
    item.setValue(signIn && { sealed: await seal(JSON.stringify(signIn)), isOver: signIn.isOver }),
};

/** Whether there is a usable sign-in. Cheap enough for pages. */
export async function isConnected(): Promise<boolean> {
  const stored = await readStored();
  return stored !== null && !stored.isOver;
}

/** Whether there is no sign-in and no need to explain why: never connected, or disconnected here. */
export const hasNoSignIn = async (): Promise<boolean> => (await readStored()) === null;

/** Calls back after each sign-in, sign-out and renewal. */
export const followSignIn = (changed: () => void): void => void item.watch(changed);

/**
 * Denies content scripts access to settings, at each start, before anything is written. Firefox cannot: there a content
 * script can read and write settings, so each is parsed when it is read.
 */
export async function shutOutContentScripts(): Promise<void> {
  for (const area of [browser.storage.local, browser.storage.session])
    if (isShuttable(area)) await area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/** A storage area of Chrome. */
interface ShuttableArea {
  setAccessLevel(level: { accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void>;
}
const isShuttable = (area: object): area is ShuttableArea => 'setAccessLevel' in area;
