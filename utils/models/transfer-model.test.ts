import { signal } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import { everything } from '../domain/album/choice.ts';
import type { SessionState } from '../domain/run/snapshot.ts';
import { noTotals, type Run } from '../domain/run/run.ts';
import { nothingWaits } from '../domain/testing/nothing-waits.ts';
import { oneLog } from '../domain/testing/one-log.ts';
import { sampleRun } from '../domain/testing/sample-run.ts';
import { epochMs } from '../units.ts';
import { createTransferModel, type TransferPorts } from './transfer-model.ts';

const facts = {
  connected: true,
  hasOpenedTab: false,
  resumedAt: null,
  completeness: null,
  waiting: nothingWaits,
  ...oneLog,
  totals: noTotals,
};
const finished = sampleRun({ status: 'finished' });

/** @param pressed names of what was asked for */
function ports(run: Run | null, change: Partial<TransferPorts> = {}, pressed: string[] = []): TransferPorts {
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    readSnapshot: () => Promise.resolve({ ...facts, run }),
    follow: () => undefined,
    openPlan: () => Promise.resolve(),
    askSession: () => Promise.resolve('signed-in'),
    ask: (name) => {
      pressed.push(name);
      return Promise.resolve();
    },
    showCopyOf: nothing,
    countNew: () => Promise.resolve(37),
    copyNew: nothing,
    askAccess: () => Promise.resolve(true),
    checkForUpdate: () => Promise.resolve(false),
    openDiagnosis: nothing,
    openSetup: nothing,
    openReport: nothing,
    readAccount: () => Promise.resolve(null),
    browserSpace: () => Promise.resolve(null),
    showPlan: { getValue: () => Promise.resolve(true), setValue: nothing, watch: () => undefined },
    readAlbums: () => Promise.resolve([]),
    readAlbumFigures: () => Promise.resolve(new Map()),
    countUnfiled: () => Promise.resolve(0),
    readAlbumNames: () => Promise.resolve([]),
    choose: nothing,
    confirm: nothing,
    drop: nothing,
    unattended: {
      awakeBy: 'browser',
      keepAwake: { getValue: () => Promise.resolve(false), setValue: nothing, watch: () => undefined },
      notifications: { getValue: () => Promise.resolve(false), setValue: nothing, watch: () => undefined },
      has: () => Promise.resolve(true),
      allow: () => Promise.resolve(true),
    },
    topUpOffer: {
      setting: { getValue: () => Promise.resolve('off'), setValue: nothing, watch: () => undefined },
      isAnswered: { getValue: () => Promise.resolve(false), setValue: nothing, watch: () => undefined },
      openSetting: nothing,
    },
    isVisible: signal(true),
    ...change,
  };
}

/** Lets everything else that is due run. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('photos that came after a whole copy are counted once, when the page is opened', async () => {
  const countNew = vi.fn<() => Promise<number>>(() => Promise.resolve(37));
  const model = await createTransferModel(ports(finished, { countNew }));
  await vi.waitFor(() => expect(model.news.value.count).toBe(37));
  await model.pause();
  expect(countNew).toHaveBeenCalledTimes(1);
});

test('the last known count is shown where Apple cannot be asked', async () => {
  const completeness = { completeAt: epochMs(0), checkedAt: epochMs(0), newPhotos: 12 };
  const model = await createTransferModel(
    ports(finished, {
      readSnapshot: () => Promise.resolve({ ...facts, completeness, run: finished }),
      countNew: () => Promise.resolve(null),
    }),
  );
  await model.pause();
  expect(model.news.value.count).toBe(12);
});

test('an answer of Apple is read as a check', async () => {
  let checkedAt = epochMs(0);
  const model = await createTransferModel(
    ports(finished, {
      readSnapshot: () =>
        Promise.resolve({
          ...facts,
          completeness: { completeAt: epochMs(0), checkedAt, newPhotos: 0 },
          run: finished,
        }),
      countNew: () => {
        checkedAt = epochMs(5);
        return Promise.resolve(0);
      },
    }),
  );
  await vi.waitFor(() => expect(model.snapshot.value.completeness?.checkedAt).toBe(5));
});

test('the count belongs to the copy that it was made after', async () => {
  let run = finished;
  const model = await createTransferModel(
    ports(run, {
      readSnapshot: () => Promise.resolve({ ...facts, run }),
    }),
  );
  await vi.waitFor(() => expect(model.news.value.count).toBe(37));
  run = { ...finished, id: finished.id + 1 };
  await model.copyNew();
  expect(model.news.value.count).toBe(0);
});

test.each<[string, Run | null]>([
  ['before the first copy', null],
  ['after a copy of a choice', { ...finished, choice: { ...everything, albums: ['a'] } }],
  ['after one that fell short', { ...finished, shortfalls: [{ code: 'list-short', detail: '' }] }],
  ['while one is under way', sampleRun()],
])('nothing is counted %s', async (_, run) => {
  const countNew = vi.fn<() => Promise<number>>(() => Promise.resolve(37));
  const model = await createTransferModel(ports(run, { countNew }));
  await model.pause();
  expect(countNew).not.toHaveBeenCalled();
});

test.each([
  [true, ['continueTransfer']],
  [false, []],
])('access that was given (%s) continues the copy', async (isGiven, asked) => {
  const pressed: string[] = [];
  const askAccess = (): Promise<boolean> => Promise.resolve(isGiven);
  const model = await createTransferModel(ports(sampleRun(), { askAccess }, pressed));
  await model.allowAccess();
  expect(pressed).toEqual(asked);
});

test('access is asked for at the host that Apple named too', async () => {
  const hosts: (string | undefined)[] = [];
  const askAccess = (host?: string): Promise<boolean> => Promise.resolve(hosts.push(host) > 1);
  const attention = {
    code: 'permission-missing',
    detail: '',
    facts: { host: 'store.cdn-apple.com' },
  } as const;
  const run = sampleRun({ status: 'attention', attention });
  await (await createTransferModel(ports(run, { askAccess }, []))).allowAccess();
  expect(hosts).toEqual(['store.cdn-apple.com']);
});

test.each([
  [true, []],
  [false, ['continueTransfer']],
])(
  'with a newer version (%s) the update restarts the copy, else a press continues it',
  async (isNewer, asked) => {
    const pressed: string[] = [];
    const checkForUpdate = (): Promise<boolean> => Promise.resolve(isNewer);
    const model = await createTransferModel(ports(sampleRun(), { checkForUpdate }, pressed));
    await model.checkForUpdate();
    expect(pressed).toEqual(asked);
  },
);

test('a sign-in on another page is seen while the page is open', async () => {
  let connected = false;
  const changed: (() => void)[] = [];
  const model = await createTransferModel(
    ports(sampleRun(), {
      readSnapshot: () => Promise.resolve({ ...facts, run: sampleRun(), connected }),
      follow: (listener) => void changed.push(listener),
    }),
  );
  expect(model.state.value).toBe('setup');
  connected = true;
  for (const notify of changed) notify();
  await vi.waitFor(() => expect(model.state.value).toBe('running'));
});

test('only an answer about the sign-in that says something new makes the page draw again', async () => {
  const answers = [Promise.withResolvers<SessionState>(), Promise.withResolvers<SessionState>()];
  const [first, second] = answers;
  let asked = 0;
  const askSession = (): Promise<SessionState> => answers[asked++]?.promise ?? Promise.resolve('signed-in');
  const model = await createTransferModel(ports(sampleRun(), { askSession, isVisible: signal(false) }));
  const read = [model.refresh(), model.refresh()];
  await turn();
  const before = model.snapshot.value;
  first?.resolve('unknown');
  await turn();
  expect(model.snapshot.value).toBe(before);
  second?.resolve('signed-in');
  await Promise.all(read);
  expect(model.snapshot.value.session).toBe('signed-in');
});

test('a copy can be stopped for good', async () => {
  const pressed: string[] = [];
  const model = await createTransferModel(ports(sampleRun(), {}, pressed));
  await model.stop();
  expect(pressed).toEqual(['stopTransfer']);
});

test('a page that says "signed out" asks ever more seldom, and not while nobody sees it', async () => {
  vi.useFakeTimers();
  try {
    const isVisible = signal(true);
    const askSession = vi.fn<TransferPorts['askSession']>(() => Promise.resolve('signed-out'));
    const model = await createTransferModel(ports(null, { askSession, isVisible }));
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(model.snapshot.value.session).toBe('signed-out');
    expect(askSession.mock.calls.length).toBeLessThanOrEqual(130);
    isVisible.value = false;
    const before = askSession.mock.calls.length;
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(askSession.mock.calls.length).toBe(before);
    askSession.mockResolvedValue('signed-in');
    isVisible.value = true;
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(askSession.mock.calls.length).toBe(before + 1);
  } finally {
    vi.useRealTimers();
  }
});
