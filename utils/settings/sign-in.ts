import { storage } from 'wxt/utils/storage';
import { browser } from 'wxt/browser';
import { parseSignIn, type SignInStore } from '../jottacloud/sign-in/token-keeper.ts';
import { defineDatabaseItem } from './database-item.ts';
import { seal, unseal } from './seal.ts';

/** What is stored: whether the sign-in is over may be read without opening the seal. */
interface StoredSignIn {
  sealed: string;
  isOver: boolean;
}

function parseStored(value: unknown): StoredSignIn | null {
  if (typeof value !== 'object' || value === null) return null;
  const { sealed, isOver }: { sealed?: unknown; isOver?: unknown } = value;
  return typeof sealed === 'string' ? { sealed, isOver: isOver === true } : null;
}

/** `undefined` until something was stored here. */
const item = defineDatabaseItem('jottacloudSignIn', (value) =>
  value === undefined ? value : parseStored(value),
);
/** Where it was kept before; Firefox lets content scripts read and write there. */
const formerItem = storage.defineItem<unknown>('local:jottacloudSignIn', { fallback: null, version: 1 });

/** Moves a sign-in that an older version stored, once; only one that our own key has sealed. */
async function readStored(): Promise<StoredSignIn | null> {
  const stored = await item.getValue();
  if (stored !== undefined) return stored;
  const former = parseStored(await formerItem.getValue());
  const moved = former && (await unseal(former.sealed)) !== null ? former : null;
  await item.setFirst(moved);
  await formerItem.removeValue({ removeMeta: true });
  return (await item.getValue()) ?? null;
}

/** The sign-in at Jottacloud: sealed, in the extension's own database, which no content script can reach. */
export const signInStore: SignInStore = {
  async read() {
    const stored = await readStored();
    const text = stored && (await unseal(stored.sealed));
    return text ? parseSignIn(text) : null;
  },
  write: async (signIn) =>
    item.setValue(signIn && { sealed: await seal(JSON.stringify(signIn)), isOver: signIn.isOver }),
};

/** Whether there is a sign-in that can be used; cheap, for pages. */
export async function isConnected(): Promise<boolean> {
  const stored = await readStored();
  return stored !== null && !stored.isOver;
}

/** Whether nobody is signed in and nobody has to be told why: never connected, or disconnected here. */
export const hasNoSignIn = async (): Promise<boolean> => (await readStored()) === null;

/** Calls back after each sign-in, sign-out and renewal. */
export const followSignIn = (changed: () => void): void => void item.watch(changed);

/**
 * Shuts content scripts out of the settings; done at each start, before anything is written. Firefox has no such switch:
 * there a content script can read and write settings, all of which are parsed when they are read.
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
