import 'fake-indexeddb/auto';
import { changeRow } from '../testing/change-row.ts';
import type { RunRequest } from '../../domain/run/run-request.ts';
import { beforeEach, expect, test } from 'vitest';
import { defaultArrangement } from '../../domain/layout/arrangement.ts';
import { everything } from '../../domain/album/choice.ts';
import { epochMs } from '../../units.ts';
import { openLog, readLatestRun } from '../database.ts';
import { countWaiting, type PendingSend, UNDO_MS } from '../../settings/pending-sends.ts';
import { startRun } from './runs.ts';
import { startNextSend } from './start-send.ts';
import type { LogDatabase } from '../schema.ts';

const at = epochMs(1_000_000);
const settings: Omit<RunRequest, 'choice' | 'isConfirmed'> = {
  destinationFolder: 'iCloud Photos',
  arrangement: defaultArrangement,
  speed: 'normal',
};
let ids = 0;
const press = (wanted: PendingSend['wanted'], more: Partial<PendingSend> = {}): PendingSend => {
  ids += 1;
  return { id: `press ${ids}`, wanted, pressedAt: at - UNDO_MS, ...more };
};
const photos = (...assetNames: string[]) => ({ assetNames, thumbs: [] });

let logs = 0;
let log: LogDatabase;
const next = (pending: readonly PendingSend[]) => startNextSend(log, at, pending, settings);

beforeEach(async () => {
  logs += 1;
  log = await openLog(`send ${logs}`);
});

test.each<[string, PendingSend['wanted'], boolean]>([
  ['the whole library', { everything: true }, false],
  ['an album', { albumName: 'SOMMER' }, false],
  ['picked photos', photos('A'), true],
])('%s: begun without "Start" is %s', async (_, wanted, isConfirmed) => {
  expect(await next([press(wanted)])).toEqual([]);
  expect(await readLatestRun(log)).toMatchObject({ status: 'active', isConfirmed });
});

test('all presses on picked photos begin together', async () => {
  const library = press({ everything: true });
  const rest = await next([press(photos('A', 'B')), library, press(photos('B', 'C'))]);
  expect(rest).toEqual([library]);
  expect(await readLatestRun(log)).toMatchObject({
    choice: { ...everything, picks: { assets: ['A', 'B', 'C'], thumbs: [] } },
  });
});

test('the first press begins, also where it was moved before picked photos', async () => {
  const picked = press(photos('A'));
  expect(await next([press({ albumName: 'SOMMER' }), picked])).toEqual([picked]);
  expect(await readLatestRun(log)).toMatchObject({ isConfirmed: false });
});

test.each(['active', 'planned', 'paused'] as const)(
  'a press waits while another run is %s, whether or not that was confirmed',
  async (status) => {
    await startRun(log, at, { ...settings, choice: everything, isConfirmed: false });
    await changeRow(log, { status });
    const before = await readLatestRun(log);
    const pending = [press(photos('A'))];
    expect(await next(pending)).toEqual(pending);
    expect(await readLatestRun(log)).toEqual(before);
  },
);

test('nothing begins that can still be taken back, or was kept from before the setup', async () => {
  const pending = [press(photos('A'), { pressedAt: at - 1 }), press({ everything: true }, { stage: 'kept' })];
  expect(await next(pending)).toEqual(pending);
  expect(await readLatestRun(log)).toBeNull();
});

test('a press of our own page that waited begins as it was pressed', async () => {
  const choice = { ...everything, albums: ['a'] };
  await next([press({ choice, isConfirmed: true, thorough: true }, { stage: 'final' })]);
  expect(await readLatestRun(log)).toMatchObject({ choice, isConfirmed: true, listing: 'all' });
});

test('a run for the library covers all waiting presses on the library', async () => {
  expect(await next([press({ everything: true }), press({ everything: true })])).toEqual([]);
});

test('counts each waiting photo and album once', () => {
  const pending = [press(photos('A', 'B')), press(photos('B')), press({ albumName: 'S' })];
  expect(countWaiting(pending)).toEqual({ photos: 2, albums: 1, isEverything: false, tasks: 3 });
  expect(countWaiting([press({ everything: true })])).toMatchObject({ isEverything: true });
});
