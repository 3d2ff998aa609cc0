import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { IDBFactory } from 'fake-indexeddb';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { SignIn } from '../jottacloud/sign-in/token-keeper.ts';
import { epochMs } from '../units.ts';
import { seal } from './seal.ts';
import { isConnected, signInStore } from './sign-in.ts';

const signIn: SignIn = {
  service: 'id.jottacloud.com',
  tokenEndpoint: 'https://id.jottacloud.com/t',
  endSessionEndpoint: null,
  refreshToken: 'refresh-1',
  accessToken: 'access-1',
  accessExpiresAt: epochMs(1_000),
  accessLifeMs: 3_600_000,
  username: 'user',
  isOver: false,
};

/** What lies where Firefox lets content scripts read and write. */
const openStorage = (): Promise<Record<string, unknown>> => fakeBrowser.storage.local.get();
/** As the version before stored it. */
const storeFormerly = async (stored: SignIn): Promise<void> =>
  fakeBrowser.storage.local.set({
    jottacloudSignIn: { sealed: await seal(JSON.stringify(stored)), isOver: stored.isOver },
    jottacloudSignIn$: { v: 1 },
  });

beforeEach(() => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
});

test('the sign-in is kept, and nothing of it where a content script can look', async () => {
  expect([await signInStore.read(), await isConnected()]).toEqual([null, false]);
  await signInStore.write(signIn);
  expect([await signInStore.read(), await isConnected()]).toEqual([signIn, true]);
  expect(await openStorage()).toEqual({});
  await signInStore.write({ ...signIn, isOver: true });
  expect(await isConnected()).toBe(false);
  await signInStore.write(null);
  expect(await signInStore.read()).toBeNull();
});

describe('a sign-in of an older version', () => {
  test('is moved over once', async () => {
    await storeFormerly(signIn);
    expect(await signInStore.read()).toEqual(signIn);
    expect(await openStorage()).toEqual({});
    expect([await signInStore.read(), await isConnected()]).toEqual([signIn, true]);
  });

  test('is moved over once by whoever asks first, also when two ask at once', async () => {
    await storeFormerly(signIn);
    expect(await Promise.all([isConnected(), signInStore.read()])).toEqual([true, signIn]);
  });

  test('that a content script restores later is ignored', async () => {
    await signInStore.write(null);
    await storeFormerly(signIn);
    expect([await signInStore.read(), await isConnected()]).toEqual([null, false]);
    await signInStore.write({ ...signIn, refreshToken: 'refresh-2' });
    expect(await signInStore.read()).toMatchObject({ refreshToken: 'refresh-2' });
  });

  test('that our key has not sealed is ignored', async () => {
    await fakeBrowser.storage.local.set({
      jottacloudSignIn: { sealed: btoa('x'.repeat(60)), isOver: false },
    });
    expect([await isConnected(), await signInStore.read()]).toEqual([false, null]);
  });
});
