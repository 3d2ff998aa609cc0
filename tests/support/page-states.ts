import type { ErrorCode, ErrorFacts, ErrorRecord } from '../../utils/errors.ts';
import { defaultArrangement } from '../../utils/domain/layout/arrangement.ts';
import { everything } from '../../utils/domain/album/choice.ts';
import { firstLogs } from '../../utils/domain/account/logs.ts';
import type { FirstRunNote } from '../../utils/domain/run/first-run.ts';
import { noTotals, type Run, type RunPhase, type Totals } from '../../utils/domain/run/run.ts';
import type { RunRow } from '../../utils/domain/run/run-row.ts';
import { samplePlan } from '../../utils/domain/testing/sample-plan.ts';
import { sampleRun } from '../../utils/domain/testing/sample-run.ts';
import type { PendingSend } from '../../utils/settings/pending-sends.ts';
import { epochMs } from '../../utils/units.ts';
import type { StateOfPage } from './states/state-of-page.ts';
import { openTables, openYear, untilCounted } from './states/open-parts.ts';
import { planStates } from './states/plan-states.ts';
import { keptStates } from './states/kept-states.ts';
import { mine, other, whoseStates } from './states/whose-states.ts';
import { moving, offline, waiting, withFiles } from './states/live-states.ts';

/** Photos in the log of the pictures. */
export const PHOTOS = 40;
/** Keys of the photos that were sent first; as fillLog writes them. */
const firstKeys = [1, 2, 3, 4, 5].map(
  (order) => `private:PrimarySync/00000000-0000-4000-8000-${String(order).padStart(12, '0')}`,
);

const startedAt = epochMs(Date.UTC(2026, 10, 23, 8));
const endedAt = epochMs(Date.UTC(2026, 10, 23, 21, 12));
const amounts = {
  all: { items: 44_319, files: 60_120, bytes: 412e9 },
  already: { items: 0, files: 0, bytes: 0 },
};
const plan = samplePlan({
  ...amounts,
  byKind: [
    { kind: 'photo', amount: { items: 30_207, files: 40_000, bytes: 160e9 } },
    { kind: 'live-photo', amount: { items: 11_000, files: 17_008, bytes: 60e9 } },
    { kind: 'video', amount: { items: 3_112, files: 3_112, bytes: 192e9 } },
  ],
  albums: 286,
  hidden: 12,
  cannot: [{ reason: 'still-uploading', count: 3 }],
  largestBytes: 6.2e9,
});
const run = (change: Partial<RunRow>): Run =>
  sampleRun({
    ...{ startedAt, appleCount: 44_319, listedItems: 44_319, plan, isConfirmed: true },
    // as the files lie that fillLog writes
    arrangement: { ...defaultArrangement, layout: 'year-month' },
    ...change,
  });
const counting = { phase: 'counting', listedItems: 18_400, isConfirmed: false, plan: null } as const;
const planned = run({ status: 'planned', isConfirmed: false });
const some: Totals = {
  ...noTotals,
  ...{ itemsFound: 44_319, itemsDone: 12_040, filesFound: 60_120, filesDone: 16_000, filesProved: 16_000 },
  ...{ filesUploaded: 15_000, bytesFound: 412e9, bytesDone: 118e9 },
};
const all: Totals = {
  ...some,
  ...{ itemsDone: 44_319, filesDone: 60_120, filesProved: 60_120, filesUploaded: 60_120, bytesDone: 412e9 },
};
const problems: Totals = {
  ...{ ...all, itemsDone: 44_301, itemsFailed: 18, bytesDone: 411.9e9 },
  ...{ filesDone: 60_102, filesProved: 60_102, filesUploaded: 60_102, filesFailed: 18 },
};
const five: Totals = {
  ...noTotals,
  ...{ itemsFound: 5, itemsDone: 5, filesFound: 7, filesDone: 7, filesProved: 7, filesUploaded: 7 },
  ...{ bytesFound: 21e6, bytesDone: 21e6 },
};
const partRun = run({
  status: 'finished',
  endedAt,
  choice: { ...everything, from: '2024-06-01', to: '2024-06-02' },
  plan: { ...plan, all: { items: 5, files: 7, bytes: 21e6 }, notChosen: 44_314, notChosenInPlace: 0 },
});
/** Adds 37 photos to what earlier runs have copied. */
const topUp = run({
  listing: 'changes',
  plan: { ...plan, inPlace: { items: 44_282, bytes: 411.7e9 } },
});
const topUpTotals: Totals = { ...all, itemsDone: 44_294, filesDone: 60_030, bytesDone: 411.8e9 };
const planAbsent = run({
  ...planned,
  plan: {
    ...{ ...plan, all: { items: 44_316, files: 60_116, bytes: 412e9 } },
    ...{ absent: 3, further: { files: 900, bytes: 12e9 } },
  },
});
const earlierRun = run({ id: 1, status: 'finished', endedAt, endTotals: problems });
const waitingSends: readonly PendingSend[] = [
  {
    id: 'a',
    wanted: { assetNames: ['A', 'B', 'C'], thumbs: [] },
    pressedAt: Date.UTC(2026, 10, 23, 9, 12),
    joined: { runId: 2, photos: 3 },
  },
  { id: 'b', wanted: { everything: true }, pressedAt: Date.UTC(2026, 10, 23, 10, 40) },
];
const tested: FirstRunNote = { begun: true, accountConfirmed: true, test: firstKeys, isDone: false };
const fresh: FirstRunNote = { begun: false, accountConfirmed: false, test: null, isDone: false };
const testRun = run({ status: 'finished', endedAt, choice: { ...everything, items: firstKeys } });

const state = (name: string, path: string, change: Partial<StateOfPage> = {}): StateOfPage => ({
  name,
  path,
  isConnected: true,
  run: null,
  earlier: null,
  totals: noTotals,
  unusable: [],
  note: tested,
  pending: [],
  logs: firstLogs,
  live: null,
  act: () => Promise.resolve(),
  ...change,
});
const popup = (name: string, change: Partial<StateOfPage> = {}): StateOfPage =>
  state(`popup-${name}`, 'popup.html', change);
const options = (name: string, change: Partial<StateOfPage> = {}): StateOfPage =>
  state(`options-${name}`, 'options.html', change);
const welcome = (name: string, change: Partial<StateOfPage> = {}): StateOfPage =>
  state(`welcome-${name}`, 'options.html#welcome', change);
const stopped = (code: ErrorCode, phase: RunPhase = 'copying', facts: ErrorFacts = {}) => ({
  run: run({ status: 'attention', phase, attention: { code, detail: '', facts } }),
  totals: some,
});
const short: ErrorRecord = { code: 'list-short', detail: '', facts: { counted: 44_319, shown: 44_301 } };
const unfound: ErrorRecord = { code: 'picks-not-found', detail: '', facts: { counted: 5, shown: 3 } };
const sorting: ErrorRecord = { code: 'icloud-sorting', detail: '' };

/** A run that has ended. */
const finished = run({ status: 'finished', endedAt });

/** Every state of popup, options, first run, transfer page, report and check; those without Jottacloud first. */
export const pageStates: readonly StateOfPage[] = [
  popup('setup', { isConnected: false }),
  options('not-connected', { isConnected: false }),
  welcome('1-welcome', { isConnected: false, note: fresh }),
  welcome('2-token', { isConnected: false, note: { ...fresh, begun: true } }),
  welcome('2-token-refused', {
    isConnected: false,
    note: { ...fresh, begun: true },
    act: async (page) => {
      await page.locator('#token').fill('correct horse battery staple');
      await page.locator('form button').click();
      await page.getByRole('alert').waitFor();
    },
  }),
  popup('ready'),
  popup('signed-out', stopped('icloud-signed-out')),
  popup('counting', { run: run(counting) }),
  popup('plan', { run: planned }),
  popup('plan-choosing', {
    run: planned,
    act: (page) => page.locator('.popup__more button').first().click(),
  }),
  popup('running', { run: run({ phase: 'copying' }), totals: some, live: moving }),
  popup('running-silent', { run: run({}), totals: some, live: { ...moving, quietMs: 42_000 } }),
  popup('running-top-up', { run: topUp, totals: topUpTotals, live: moving }),
  popup('plan-absent', { run: planAbsent }),
  popup('stop-question', {
    run: run({ phase: 'copying' }),
    totals: some,
    act: (page) => page.locator('.popup__actions button').last().click(),
  }),
  popup('stopped', { run: run({ status: 'finished', isStopped: true, endedAt }), totals: some }),
  popup('disconnected', stopped('jottacloud-disconnected')),
  popup('plan-not-found', { run: { ...planned, shortfalls: [unfound] } }),
  popup('waiting', { run: run({ phase: 'copying' }), totals: some, live: waiting }),
  popup('attention', stopped('jottacloud-full')),
  popup('code-wanted', stopped('icloud-code-wanted')),
  popup('terms', stopped('icloud-terms')),
  popup('locked', stopped('icloud-locked')),
  popup('approval', stopped('icloud-approval')),
  popup('empty', stopped('icloud-empty', 'counting', { account: mine })),
  popup('other-account', stopped('icloud-other-account', 'counting', { firstAccount: mine, account: other })),
  popup('other-computer', stopped('other-computer', 'copying', { device: 'Chrome (Mac)', until: endedAt })),
  popup('apple-changed', stopped('icloud-changed')),
  popup('no-access', stopped('permission-missing')),
  popup('disk-full', stopped('browser-storage-full', 'copying', { neededBytes: 16e6 })),
  popup('offline', { run: run({ phase: 'copying' }), totals: some, live: offline }),
  popup('running-with-notes', {
    run: run({ phase: 'copying', isRebuilt: true }),
    totals: some,
    live: { ...moving, notes: ['woken', 'shaky', 'clock-wrong'] },
  }),
  popup('plan-while-sorting', { run: { ...planned, shortfalls: [sorting] } }),
  popup('list-short', { run: run({ status: 'finished', endedAt, shortfalls: [short] }), totals: problems }),
  popup('paused', { run: run({ status: 'paused', phase: 'copying' }), totals: some }),
  popup('checking', { run: run({ phase: 'checking', checkedFiles: 31_000 }), totals: all }),
  popup('done', { run: finished, totals: all }),
  ...keptStates(run({ status: 'finished', endedAt, endTotals: all }), all).map(({ name, ...change }) =>
    popup(name, change),
  ),
  popup('running-automatic', { run: { ...topUp, isAutomatic: true }, totals: topUpTotals, live: moving }),
  popup('done-part', { run: partRun, totals: five }),
  popup('done-with-problems', { run: finished, totals: problems }),
  ...whoseStates(run({ status: 'finished', endedAt }), all).map(({ name, path, ...change }) =>
    state(name, path, change),
  ),
  ...planStates(planned).map(({ name, ...change }) => state(`plan-${name}`, 'plan.html', change)),
  options('connected'),
  options('more', {
    act: async (page) => {
      for (const fold of await page.locator('.more-fold > summary').all()) await fold.click();
    },
  }),
  options('undo', {
    act: async (page) => {
      await page.locator('[aria-labelledby=folders-heading] input').nth(1).click();
      await page.locator('.saved-hint__undo').waitFor();
    },
  }),
  options('undone', {
    act: async (page) => {
      await page.locator('[aria-labelledby=folders-heading] input').nth(2).click();
      await page.locator('.saved-hint__undo').click();
      await page.locator('.saved-hint__undo').waitFor({ state: 'detached' });
    },
  }),
  options('deleting', {
    act: async (page) => {
      await page.locator('.page > .more-fold > summary').click();
      await page.locator('[aria-labelledby=diagnosis-heading] button').click();
      await page.locator('#diagnosis-text').waitFor();
      await page.locator('[aria-labelledby=privacy-heading] button').click();
    },
  }),
  welcome('1-welcome-connected', { note: fresh }),
  welcome('3-icloud', { note: { ...fresh, begun: true } }),
  welcome('4-counting', { run: run(counting) }),
  welcome('4-counting-stopped', {
    run: run({ ...counting, status: 'attention', attention: { code: 'icloud-locked', detail: '' } }),
  }),
  welcome('5-plan', { run: planned, note: { ...tested, test: null } }),
  welcome('6-first-photos', { run: testRun, totals: all }),
  welcome('7-copying', { run: run({ phase: 'copying' }), totals: some, live: moving }),
  state('transfer-running', 'transfer.html#now', {
    run: run({ phase: 'copying' }),
    totals: some,
    live: withFiles,
  }),
  state('transfer-done', 'transfer.html#now', {
    run: finished,
    totals: problems,
  }),
  state('transfer-years', 'transfer.html#years', {
    run: run({ phase: 'copying' }),
    totals: some,
    live: moving,
    act: openYear,
  }),
  state('transfer-problems', 'transfer.html#problems', {
    run: finished,
    totals: problems,
    unusable: ['0A1B2C3D-0000-4000-8000-000000000001'],
  }),
  state('transfer-tasks', 'transfer.html#tasks', {
    run: run({ phase: 'copying', id: 2 }),
    earlier: run({ id: 1, status: 'finished', endedAt, endTotals: some, isStopped: true }),
    totals: some,
    live: { ...moving, recent: { received: 6.2e6, sent: 6.1e6 } },
    pending: waitingSends,
  }),
  popup('running-waiting', {
    run: run({ phase: 'copying' }),
    totals: some,
    live: { ...moving, recent: { received: 6.2e6, sent: 6.1e6 }, notes: ['woken', 'shaky', 'clock-wrong'] },
    pending: waitingSends,
  }),
  state('transfer-tasks-finished', 'transfer.html#tasks', {
    run: run({ id: 2, status: 'finished', endedAt, endTotals: problems }),
    earlier: earlierRun,
    totals: problems,
  }),
  state('report-earlier', 'report.html#run=1', {
    run: run({ id: 2, status: 'finished', endedAt }),
    earlier: earlierRun,
    totals: all,
  }),
  state('report-complete', 'report.html', { run: finished, totals: all, act: untilCounted }),
  state('report-detail', 'report.html', {
    run: finished,
    totals: problems,
    act: openTables,
  }),
  state('report-part', 'report.html', { run: partRun, totals: five }),
  state('report-problems', 'report.html', { run: finished, totals: problems }),
  state('check', 'check.html'),
  state('check-busy', 'check.html', {
    run: run({ phase: 'copying' }),
    totals: some,
    act: async (page) => {
      await page.getByRole('main').getByRole('button').first().click();
      await page.getByRole('alert').waitFor();
    },
  }),
];
