import { oneLog } from '../domain/testing/one-log.ts';
import { expect, test, vi } from 'vitest';
import { type Arrangement, defaultArrangement } from '../domain/layout/arrangement.ts';
import type { TopUpMode } from '../domain/top-up/top-up-mode.ts';
import { sampleRun } from '../domain/testing/sample-run.ts';
import { openRunOf } from './settings/copy-settings.ts';
import { createSettingsModel, type SettingsPorts } from './settings-model.ts';
import type { StoredItem } from './stored-signal.ts';

async function start(change: Partial<SettingsPorts> = {}) {
  const written: unknown[] = [];
  const item = <Value>(first: Value): StoredItem<Value> => ({
    getValue: () => Promise.resolve(first),
    setValue: async (value) => void written.push(value),
    watch: () => undefined,
  });
  const model = await createSettingsModel({
    isConnected: () => Promise.resolve(false),
    readAccount: () => Promise.resolve(null),
    connect: () => Promise.reject(new Error('not asked for')),
    connectsAtOnce: () => false,
    disconnect: () => Promise.resolve(),
    readFolder: () => Promise.resolve('iCloud Photos'),
    writeFolder: () => Promise.resolve(),
    readArrangement: () => Promise.resolve(defaultArrangement),
    writeArrangement: (arrangement: Arrangement) => {
      written.push(arrangement);
      return Promise.resolve();
    },
    manifest: item('names'),
    switches: { marks: item(true), showPlan: item(true), progressFile: item(false) },
    topUps: item<TopUpMode>('off'),
    readNotifications: () => Promise.resolve(false),
    writeNotifications: (isOn) => {
      written.push(isOn);
      return Promise.resolve();
    },
    allowNotifications: () => Promise.resolve(true),
    readSpeed: () => Promise.resolve('normal'),
    writeSpeed: (speed) => {
      written.push(speed);
      return Promise.resolve();
    },
    isChinaAllowed: () => Promise.resolve(false),
    allowChina: (isOn) => Promise.resolve(isOn),
    deleteAllData: () => Promise.resolve(),
    isDeleted: false,
    readWhose: () => Promise.resolve(oneLog.whose),
    watchWhose: () => undefined,
    deleteCopyOf: () => Promise.resolve(),
    version: '1.2.3',
    readDiagnosis: () => Promise.resolve('{}'),
    readOpenRun: () => Promise.resolve('none'),
    readLayoutSample: () => Promise.resolve(null),
    listFolder: () => Promise.resolve(null),
    makeFolder: () => Promise.resolve(),
    compareNames: () => 0,
    ...change,
  });
  return { model, written };
}

test('what is stored and makes no sense is read as the usual', async () => {
  const { model } = await start({
    readArrangement: () => Promise.resolve({ layout: 'by-colour', hidden: true, details: 7 }),
  });
  expect(model.arrangement.value).toEqual({ ...defaultArrangement, hidden: true });
});

test('a change is stored at once, and the rest stays', async () => {
  const { model, written } = await start();
  await model.arrange({ layout: 'one-folder' });
  await model.arrange({ details: 'xmp' });
  await model.showPlan.set(false);
  await model.topUps.set('copy');
  expect(written).toEqual([
    { ...defaultArrangement, layout: 'one-folder' },
    { ...defaultArrangement, layout: 'one-folder', details: 'xmp' },
    false,
    'copy',
  ]);
});

test('a copy that begins while the page is open is noticed with the next change', async () => {
  let openRun: 'none' | 'begun' = 'none';
  const { model } = await start({ readOpenRun: () => Promise.resolve(openRun) });
  openRun = 'begun';
  await model.arrange({ hidden: true });
  expect(model.openRun.value).toBe('begun');
});

test('a destination of several levels is stored as it was meant, and a wrong one is not stored', async () => {
  const folders: string[] = [];
  const { model } = await start({ writeFolder: async (name) => void folders.push(name) });
  await model.setDestinationFolder(' /Photos / Italy 2022/ ');
  expect(model.destinationFolder.value).toBe('Photos/Italy 2022');
  await model.setDestinationFolder('Photos//Italy');
  expect(model.folderProblem.value).toBe('empty');
  await model.setDestinationFolder('Photos/100 %');
  expect(model.folderProblem.value).toBe('forbidden-character');
  await model.chooseFolder(['Pha\u030a', 'Italy']);
  expect(model.folderProblem.value).toBeNull();
  expect(folders).toEqual(['Photos/Italy 2022', 'Pha\u030a/Italy']);
});

test('a log that cannot be read takes no setting away', async () => {
  const { model } = await start({ readLayoutSample: () => Promise.reject(new Error('no log')) });
  await vi.waitFor(() => expect(model.layoutSample.value).toBeNull());
  expect(model.arrangement.value).toEqual(defaultArrangement);
});

test.each([
  [null, 'none'],
  [sampleRun({ status: 'finished' }), 'none'],
  [sampleRun({ status: 'planned', isConfirmed: false }), 'planned'],
  [sampleRun({ status: 'paused' }), 'begun'],
] as const)('whether a copy keeps its settings (%#)', (run, expected) => {
  expect(openRunOf(run)).toBe(expected);
});

test('notifications are asked for once, when they are switched on', async () => {
  const { model, written } = await start();
  await model.setNotifications(true);
  expect(model.notifications.value).toBe(true);
  await model.setNotifications(false);
  expect(model.notifications.value).toBe(false);
  expect(written).toEqual([true, false]);
});

test.each([
  ['says no', () => Promise.resolve(false)],
  ['cannot ask', () => Promise.reject(new Error('not in a press of the user'))],
])('notifications stay off where the browser %s', async (_, allowNotifications) => {
  const { model, written } = await start({ allowNotifications });
  await model.setNotifications(true);
  expect(model.notifications.value).toBe(false);
  expect(written).toEqual([false]);
});

test('speed and marks are stored at once; a speed that makes no sense is read as normal', async () => {
  const { model, written } = await start({ readSpeed: () => Promise.resolve('warp') });
  expect(model.speed.value).toBe('normal');
  await model.setSpeed('polite');
  await model.marks.set(false);
  expect(written).toEqual(['polite', false]);
  expect([model.speed.value, model.marks.value]).toEqual(['polite', false]);
});

test('mainland China is on only if the user allowed it', async () => {
  const { model } = await start({ allowChina: () => Promise.resolve(false) });
  await model.setChina(true);
  expect(model.china.value).toBe(false);
});
