import { storage } from 'wxt/utils/storage';
import { browser } from 'wxt/browser';
import type { SignIn, SignInStore } from '../jottacloud/token-keeper.ts';
import { seal, unseal } from './seal.ts';

/** What lies in the storage: whether the sign-in is over may be read without opening the seal. */
interface StoredSignIn {
  sealed: string;
  isOver: boolean;
}

const item = storage.defineItem<StoredSignIn | null>('local:jottacloudSignIn', {
  fallback: null,
  version: 1,
});

/** The sign-in at Jottacloud: sealed, in the background's storage, to which content scripts have no access. */
export const signInStore: SignInStore = {
  async read() {
    const stored = await item.getValue();
    const text = stored && (await unseal(stored.sealed));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody else can have sealed it
    return text ? (JSON.parse(text) as SignIn) : null;
  },
  write: async (signIn) =>
    item.setValue(signIn && { sealed: await seal(JSON.stringify(signIn)), isOver: signIn.isOver }),
};

/** Whether there is a sign-in that can be used; cheap, for pages. */
export async function isConnected(): Promise<boolean> {
  const stored = await item.getValue();
  return stored !== null && !stored.isOver;
}

/** Whether nobody is signed in and nobody has to be told why: never connected, or disconnected here. */
export const hasNoSignIn = async (): Promise<boolean> => (await item.getValue()) === null;

/** Calls back after each sign-in, sign-out and renewal. */
export const followSignIn = (changed: () => void): void => void item.watch(changed);

/** Shuts content scripts out of the storage; done at each start, before anything is written. Firefox keeps its areas from them by itself. */
export async function shutOutContentScripts(): Promise<void> {
  for (const area of [browser.storage.local, browser.storage.session])
    if (isShuttable(area)) await area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/** A storage area of Chrome. */
interface ShuttableArea {
  setAccessLevel(level: { accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void>;
}
const isShuttable = (area: object): area is ShuttableArea => 'setAccessLevel' in area;
