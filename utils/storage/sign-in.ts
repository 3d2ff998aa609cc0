import { storage } from 'wxt/utils/storage';
import { browser } from 'wxt/browser';
import type { SignIn, SignInStore } from '../jottacloud/token-keeper.ts';

const item = storage.defineItem<SignIn | null>('local:jottacloudSignIn', { fallback: null, version: 1 });

/** The sign-in at Jottacloud, in the background's storage; content scripts have no access to it. */
export const signInStore: SignInStore = {
  read: () => item.getValue(),
  write: (signIn) => item.setValue(signIn),
};

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
