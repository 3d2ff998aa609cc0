import { nothingWaits } from '../domain/testing/nothing-waits.ts';
import { oneLog } from '../domain/testing/one-log.ts';
import { expect, test } from 'vitest';
import type { LiveProgress } from '../domain/progress/progress.ts';
import { noTotals, type Run } from '../domain/run/run.ts';
import type { TransferSnapshot } from '../domain/run/snapshot.ts';
import { samplePlan } from '../domain/testing/sample-plan.ts';
import { sampleRun, changedRun } from '../domain/testing/sample-run.ts';
import { epochMs } from '../units.ts';
import { copyStateOf } from './copy-state.ts';

const run: Run = sampleRun({ appleCount: 2 });
const snapshot: TransferSnapshot = {
  connected: true,
  session: 'unknown',
  hasOpenedTab: false,
  waiting: nothingWaits,
  ...oneLog,
  resumedAt: null,
  completeness: null,
  run,
  totals: noTotals,
};
const live: LiveProgress = {
  at: epochMs(0),
  step: 'downloading',
  bytesUnderWay: 0,
  quietMs: 0,
  bytesPerSecond: 0,
  secondsLeft: null,
  lastFile: null,
  perSecond: { received: 0, sent: 0 },
  files: [],
  finished: [],
  waiting: null,
  notes: [],
};
const busy = { error: { code: 'rate-limited', detail: '' } as const, until: epochMs(1) };
const finished: Run = changedRun(run, { status: 'finished' });
const two = { ...noTotals, itemsFound: 2, itemsDone: 2 };

test.each<[string, Partial<TransferSnapshot>, LiveProgress | null, string]>([
  ['without a Jottacloud account', { connected: false, run: null }, null, 'setup'],
  ['connected', { run: null }, null, 'ready'],
  ['signed out of iCloud', { run: null, session: 'signed-out' }, null, 'signed-out'],
  [
    'signed out in the middle',
    { run: changedRun(run, { status: 'attention', attention: { code: 'icloud-signed-out', detail: '' } }) },
    null,
    'signed-out',
  ],
  [
    'full',
    { run: changedRun(run, { status: 'attention', attention: { code: 'jottacloud-full', detail: '' } }) },
    null,
    'attention',
  ],
  ['reading the list', { run: changedRun(run, { phase: 'counting' }) }, live, 'counting'],
  ['counted', { run: changedRun(run, { status: 'planned', isConfirmed: false }) }, null, 'plan'],
  [
    'confirmed, before the first photo has its place',
    { run: changedRun(run, { phase: 'counting', plan: samplePlan() }) },
    live,
    'running',
  ],
  ['copying', {}, live, 'running'],
  ['copying while Apple wants a rest', {}, { ...live, waiting: busy }, 'waiting'],
  ['paused', { run: changedRun(run, { status: 'paused' }) }, live, 'paused'],
  ['looking at everything twice', { run: changedRun(run, { phase: 'checking' }) }, live, 'checking'],
  ['all proved', { run: finished, totals: two }, null, 'done'],
  ['one item short', { run: finished, totals: { ...two, itemsDone: 1 } }, null, 'done-with-problems'],
  ['one file given up', { run: finished, totals: { ...two, filesFailed: 1 } }, null, 'done-with-problems'],
  [
    'Apple counts more',
    { run: { ...finished, shortfalls: [{ code: 'list-short', detail: '' }] }, totals: two },
    null,
    'done-with-problems',
  ],
])('%s', (_, change, now, expected) => {
  expect(copyStateOf({ ...snapshot, ...change }, now)).toBe(expected);
});
