import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { everything } from '../domain/album/choice.ts';
import { type FirstRunNote, freshNote } from '../domain/run/first-run.ts';
import { noTotals, type Run } from '../domain/run/run.ts';
import { nothingWaits } from '../domain/testing/nothing-waits.ts';
import { oneLog } from '../domain/testing/one-log.ts';
import type { TransferSnapshot } from '../domain/run/snapshot.ts';
import { sampleRun, changedRun } from '../domain/testing/sample-run.ts';
import type { IcloudAccount } from '../domain/run/snapshot.ts';
import { createWelcomeModel, type WelcomePorts } from './welcome-model.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A background that does what it is asked at once, and notes it. */
async function start(note: Partial<FirstRunNote> = {}, world: { connected?: boolean; run?: Run } = {}) {
  const asked: string[] = [];
  const isVisible = signal(true);
  const here = {
    note: { ...freshNote, ...note },
    connected: world.connected ?? false,
    run: world.run ?? null,
    refreshed: 0,
    signedIn: () => {},
    icloud: { session: 'unknown', account: null, name: null } as IcloudAccount,
  };
  const snapshot = signal<TransferSnapshot>({
    connected: here.connected,
    session: 'unknown',
    hasOpenedTab: false,
    resumedAt: null,
    completeness: null,
    run: here.run,
    totals: noTotals,
    waiting: nothingWaits,
    ...oneLog,
  });
  const ports: WelcomePorts = {
    readNote: async () => here.note,
    writeNote: async (next) => void (here.note = next),
    async refresh() {
      here.refreshed += 1;
    },
    isConnected: async () => here.connected,
    readLatestRun: async () => here.run,
    async readIcloudAccount() {
      asked.push('account');
      return here.icloud;
    },
    async count() {
      asked.push('count');
      here.run = sampleRun({ isConfirmed: false, phase: 'counting' });
    },
    pickFirst: async () => ['a', 'b'],
    readFirst: async (keys) =>
      keys.map((key) => ({
        key,
        name: key,
        assetName: key,
        sort: 'photo',
        path: null,
        state: 'proved',
        error: null,
      })),
    async copyChosen(choice) {
      asked.push(choice.items ? `copy ${choice.items.join(' ')}` : 'copy everything');
      here.run = sampleRun({ choice });
    },
    watchSignIn: (changed) => void (here.signedIn = changed),
    isVisible,
  };
  return {
    model: await createWelcomeModel(ports, Promise.resolve(snapshot)),
    here,
    asked,
    snapshot,
    isVisible,
  };
}

test('nothing is asked of anybody before the first press', async () => {
  const { model, asked } = await start({}, { connected: true });
  await vi.advanceTimersByTimeAsync(60_000);
  expect([model.step.value, asked]).toEqual(['welcome', []]);
});

test('Jottacloud may be connected on another page while the first screen is open', async () => {
  const { model, here, asked } = await start();
  expect(model.isConnected.value).toBe(false);
  here.connected = true;
  await vi.advanceTimersByTimeAsync(2_000);
  expect([model.isConnected.value, model.step.value, asked]).toEqual([true, 'welcome', []]);
});

test('each press leads to the next step, and is kept', async () => {
  const { model, here, asked, snapshot } = await start();
  await model.begin();
  expect(model.step.value).toBe('jottacloud');
  here.connected = true;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(model.step.value).toBe('icloud');
  here.icloud = { session: 'signed-in', account: 'kari@example.no', name: 'Kari Nordmann' };
  await vi.advanceTimersByTimeAsync(2_000);
  expect(model.icloud.value).toEqual(here.icloud);
  await model.confirmAccount();
  expect(model.step.value).toBe('counting');
  here.run = sampleRun({ status: 'planned', isConfirmed: false });
  snapshot.value = { ...snapshot.value, run: here.run };
  expect(model.step.value).toBe('plan');
  await model.sendFirst();
  expect(model.step.value).toBe('test');
  await vi.waitFor(() => expect(model.firstPhotos.value.map(({ key }) => key)).toEqual(['a', 'b']));
  await model.copyEverything();
  expect(model.step.value).toBe('copying');
  expect(asked.filter((question) => question !== 'account')).toEqual([
    'count',
    'copy a b',
    'copy everything',
  ]);
  expect(here.note).toEqual({ begun: true, accountConfirmed: true, test: ['a', 'b'], isDone: true });
});

test('somebody who comes back continues at the same step', async () => {
  const note = { begun: true, accountConfirmed: true, test: ['a', 'b'] };
  const run = sampleRun({ choice: { ...everything, items: ['a', 'b'] } });
  const { model } = await start(note, { connected: true, run });
  expect(model.step.value).toBe('test');
});

test('a Jottacloud sign-in that has ended leads back to the token, and nothing else is lost', async () => {
  const run = sampleRun({ choice: { ...everything, items: ['a'] } });
  const { model, here, snapshot } = await start({ begun: true, test: ['a'] }, { connected: true, run });
  here.connected = false;
  here.run = changedRun(run, {
    status: 'attention',
    attention: { code: 'jottacloud-signed-out', detail: '' },
  });
  snapshot.value = { ...snapshot.value, run: here.run };
  await vi.waitFor(() => expect(model.step.value).toBe('jottacloud'));
  here.connected = true;
  await model.pollNow();
  expect(model.step.value).toBe('test');
});

test('when a press on another page brings the page to its last step, the models beside it read again what is there', async () => {
  const { model, here, snapshot } = await start({ begun: true });
  snapshot.value = { ...snapshot.value, run: sampleRun() };
  expect(model.step.value).toBe('copying');
  expect(here.refreshed).toBe(1);
});

describe('Apple is asked who is signed in', () => {
  const AN_HOUR = 60 * 60_000;
  const onStep = () => start({ begun: true }, { connected: true });

  test('ever more seldom while a sign-in is waited for', async () => {
    const { asked, here, model } = await onStep();
    here.icloud = { session: 'signed-out', account: null, name: null };
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked.length).toBeLessThanOrEqual(10);
    await vi.advanceTimersByTimeAsync(AN_HOUR);
    expect(asked.length).toBeLessThanOrEqual(10 + 120);
    here.icloud = { session: 'signed-in', account: 'kari@example.no', name: 'Kari Nordmann' };
    await vi.advanceTimersByTimeAsync(30_000);
    expect(model.icloud.value.session).toBe('signed-in');
  });

  test('not again once somebody is', async () => {
    const { asked, here } = await onStep();
    here.icloud = { session: 'signed-in', account: 'kari@example.no', name: 'Kari Nordmann' };
    await vi.advanceTimersByTimeAsync(5_000);
    const before = asked.length;
    await vi.advanceTimersByTimeAsync(AN_HOUR);
    expect(asked.length).toBe(before);
  });

  test('once while nobody sees the page, after iCloud Photos has shown a sign-in', async () => {
    const { asked, here, model, isVisible } = await onStep();
    isVisible.value = false;
    const before = asked.length;
    here.icloud = { session: 'signed-in', account: 'kari@example.no', name: 'Kari Nordmann' };
    here.signedIn();
    await vi.advanceTimersByTimeAsync(AN_HOUR);
    expect(model.icloud.value).toEqual(here.icloud);
    expect(asked.length).toBe(before + 1);
  });

  test('not while nobody sees the page, and at once when somebody comes back', async () => {
    const { asked, here, model, isVisible } = await onStep();
    here.icloud = { session: 'signed-out', account: null, name: null };
    await vi.advanceTimersByTimeAsync(5_000);
    isVisible.value = false;
    const before = asked.length;
    await vi.advanceTimersByTimeAsync(AN_HOUR);
    expect(asked.length).toBe(before);
    here.icloud = { session: 'signed-in', account: 'lars@example.no', name: null };
    isVisible.value = true;
    await vi.advanceTimersByTimeAsync(0);
    expect(model.icloud.value).toEqual(here.icloud);
  });
});
