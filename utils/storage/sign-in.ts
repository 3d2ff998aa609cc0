import { storage } from 'wxt/utils/storage';
import { browser } from 'wxt/browser';
import type { SignIn, SignInStore } from '../jottacloud/token-keeper.ts';

const item = storage.defineItem<SignIn | null>('local:jottacloudSignIn', { fallback: null, version: 1 });

/** The sign-in at Jottacloud, in the background's storage; content scripts have no access to it. */
export const signInStore: SignInStore = {
  read: () => item.getValue(),
  write: (signIn) => item.setValue(signIn),
};

/** Shuts content scripts out of the storage; done at each start, before anything is written. */
export async function shutOutContentScripts(): Promise<void> {
  await Promise.all(
    [browser.storage.local, browser.storage.session].map((area) =>
      // Firefox lacks it, and keeps the areas from content scripts of web pages' processes no less and no more.
      'setAccessLevel' in area
        ? (area.setAccessLevel as (level: { accessLevel: string }) => Promise<void>)({ accessLevel: 'TRUSTED_CONTEXTS' })
        : undefined,
    ),
  );
}
