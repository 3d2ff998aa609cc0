import { signal } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import { type Choice, everything } from '../domain/album/choice.ts';
import type { JottacloudAccount } from '../domain/run/snapshot.ts';
import { createPlanModel, type PlanPorts } from './plan-model.ts';
import type { CopyState } from './copy-state.ts';
import { signalOf } from './stored-signal.ts';

const kari: JottacloudAccount = {
  name: 'Kari',
  usedBytes: 1,
  totalBytes: null,
  writeLocked: false,
  service: 'id.jottacloud.com',
};

async function start(change: Partial<PlanPorts> = {}) {
  const calls: string[] = [];
  const call = (name: string) => () => {
    calls.push(name);
    return Promise.resolve();
  };
  const state = signal<CopyState>('counting');
  const choice = signal<Choice | null>(null);
  const model = createPlanModel(
    {
      readAccount: () => Promise.resolve(kari),
      browserSpace: () => Promise.resolve(7),
      readAlbums: () => Promise.resolve([]),
      readAlbumFigures: () => Promise.resolve(new Map()),
      countUnfiled: () => Promise.resolve(0),
      readAlbumNames: () => Promise.resolve([]),
      choose: call('choose'),
      confirm: call('confirm'),
      openPlan: () => Promise.resolve(),
      drop: call('drop'),
      isShown: await signalOf({
        getValue: () => Promise.resolve(true),
        setValue: (isShown) => call(`show ${isShown}`)(),
        watch: () => undefined,
      }),
      ...change,
    },
    state,
    call('read'),
    choice,
  );
  return { model, state, choice, calls };
}

test('room is asked for when a plan comes up, and again with the next one', async () => {
  let asked = 0;
  const { model, state } = await start({
    readAccount: () => Promise.resolve({ ...kari, usedBytes: (asked += 1) }),
  });
  expect(asked).toBe(0);
  state.value = 'plan';
  await vi.waitFor(() => expect(model.account.value).toMatchObject({ usedBytes: 1 }));
  expect(model.browserSpaceBytes.value).toBe(7);
  state.value = 'ready';
  state.value = 'plan';
  expect(model.account.value).toBeNull();
  await vi.waitFor(() => expect(model.account.value).toMatchObject({ usedBytes: 2 }));
});

test('a Jottacloud that does not answer keeps nobody from starting', async () => {
  const { model, state } = await start({ readAccount: () => Promise.reject(new Error('down')) });
  state.value = 'plan';
  await vi.waitFor(() => expect(model.account.value).toBe('unknown'));
});

test('what was asked for is seen at once', async () => {
  const { model, calls } = await start();
  await model.start();
  await model.choose(everything);
  await model.drop();
  await model.isShown.set(false);
  expect(calls).toEqual(['confirm', 'read', 'choose', 'read', 'drop', 'read', 'show false']);
  expect(model.isShown.value).toBe(false);
});

test('the first three chosen albums are named, again after each count and after another choice', async () => {
  let italy = 'Italy';
  const { model, state, choice } = await start({
    readAlbumNames: (keys) => Promise.resolve(keys.map((key) => (key === 'a' ? italy : null))),
  });
  choice.value = { ...everything, albums: ['a', 'b', 'c', 'd'] };
  await vi.waitFor(() => expect(model.albumNames.value).toEqual(['Italy', null, null]));
  italy = 'Italia 2012';
  state.value = 'plan';
  await vi.waitFor(() => expect(model.albumNames.value).toEqual(['Italia 2012', null, null]));
  choice.value = everything;
  await vi.waitFor(() => expect(model.albumNames.value).toEqual([]));
});
