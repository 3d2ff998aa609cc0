import { storage } from 'wxt/utils/storage';
import { browser } from 'wxt/browser';
import type { SignIn, SignInStore } from '../jottacloud/token-keeper.ts';
import { seal, unseal } from './seal.ts';

const item = storage.defineItem<string | null>('local:jottacloudSignIn', { fallback: null, version: 1 });

/** The sign-in at Jottacloud: sealed, in the background's storage, to which content scripts have no access. */
export const signInStore: SignInStore = {
  async read() {
    const sealed = await item.getValue();
    const text = sealed === null ? null : await unseal(sealed);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody else can have sealed it
    return text === null ? null : (JSON.parse(text) as SignIn);
  },
  write: async (signIn) => item.setValue(signIn && (await seal(JSON.stringify(signIn)))),
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
