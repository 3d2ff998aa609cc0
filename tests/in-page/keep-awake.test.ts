import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { followAwake, noteBattery } from '../../entrypoints/background/keep-awake.ts';
import { settings } from '../../utils/settings/settings.ts';

const calls: string[] = [];

beforeEach(() => {
  fakeBrowser.reset();
  calls.length = 0;
  Object.assign(fakeBrowser, {
    power: {
      requestKeepAwake: (level: string) => calls.push(level),
      releaseKeepAwake: () => calls.push('released'),
    },
  });
});

test('a working copy keeps the system awake once somebody has ticked it; its end lets it sleep', async () => {
  await followAwake({ status: 'active' });
  await settings.keepAwake.setValue(true);
  await followAwake({ status: 'active' });
  for (const status of ['paused', 'attention', 'finished'] as const) await followAwake({ status });
  expect(calls).toEqual(['released', 'system', 'released', 'released', 'released']);
});

test('a low battery lets the computer sleep, and a charged one keeps it awake again', async () => {
  await settings.keepAwake.setValue(true);
  await noteBattery(true);
  await followAwake({ status: 'active' });
  await noteBattery(false);
  await followAwake({ status: 'active' });
  expect(calls).toEqual(['released', 'released', 'released', 'system']);
});

test('without the permission, and in Firefox, nothing is asked', async () => {
  Object.assign(fakeBrowser, { power: undefined });
  await settings.keepAwake.setValue(true);
  await followAwake({ status: 'active' });
  expect(calls).toEqual([]);
});

test('a browser that refuses does not stop the copy', async () => {
  const refuse = (): never => {
    throw new Error('not allowed');
  };
  Object.assign(fakeBrowser, { power: { requestKeepAwake: refuse, releaseKeepAwake: refuse } });
  await settings.keepAwake.setValue(true);
  await expect(followAwake({ status: 'active' })).resolves.toBeUndefined();
  await expect(followAwake({ status: 'paused' })).resolves.toBeUndefined();
});
