import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { defaultArrangement } from '../../domain/layout/arrangement.ts';
import { everything } from '../../domain/album/choice.ts';
import { epochMs } from '../../units.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import { readPhotoStates, readThumbStates } from './read-page-answers.ts';
import { startRun } from '../runs/runs.ts';
import { placeAll, sampleItem, samplePage, sampleZone, savePage } from '../testing/sample-log.ts';

/** Two photos of equal bytes, one of others; of the two only one is chosen. */
async function fill() {
  const log = await openLog('page answers');
  const store = createLogStore(log);
  await startRun(log, epochMs(0), {
    destinationFolder: 'iCloud Photos',
    choice: { ...everything, picks: { assets: ['A'], thumbs: [] } },
    arrangement: defaultArrangement,
    speed: 'normal',
    isConfirmed: true,
  });
  await store.saveLibraries([sampleZone], ['CMM-1']);
  const items = [
    { ...sampleItem('A'), thumbs: ['equal'] },
    { ...sampleItem('B'), thumbs: ['equal'] },
    { ...sampleItem('C'), thumbs: ['other'] },
  ];
  await savePage(store, samplePage(items, true));
  const run = await store.readRun();
  if (!run) throw new Error('the run has just begun');
  await placeAll(store, run);
  return log;
}

test('a preview has the worst state of its photos; what waits for its run counts as queued, listed or not', async () => {
  const log = await fill();
  const nothing = () => false;
  expect([...(await readPhotoStates(log, ['A', 'B', 'never seen'], nothing))]).toEqual([
    ['A', 'queued'],
    ['B', 'unknown'],
    ['never seen', 'unknown'],
  ]);
  expect([...(await readThumbStates(log, ['equal', 'other', 'never seen'], nothing))]).toEqual([
    ['equal', 'queued'],
  ]);

  const isPending = (name: string | null, thumbs: readonly string[]) =>
    name === 'C' || thumbs.includes('never seen');
  expect([...(await readThumbStates(log, ['other', 'never seen'], isPending))]).toEqual([
    ['other', 'queued'],
    ['never seen', 'queued'],
  ]);

  const item = await log.get('items', (await log.getAllKeys('items'))[0] ?? '');
  if (!item) throw new Error('no photo was placed');
  await log.put('items', { ...item, openFiles: 0, failedFiles: 1 });
  expect([...(await readThumbStates(log, ['equal'], nothing))]).toEqual([['equal', 'problem']]);
  await log.put('items', { ...item, openFiles: 0, failedFiles: 0 });
  // the other of equal bytes is not in Jottacloud
  expect([...(await readThumbStates(log, ['equal'], nothing))]).toEqual([]);
  expect([...(await readPhotoStates(log, ['A'], nothing))]).toEqual([['A', 'proved']]);

  // an edit of it was listed, and is not copied yet
  const photo = await log.get('photos', item.key);
  if (photo) await log.put('photos', { ...photo, toPlace: 1 });
  expect([...(await readPhotoStates(log, ['A'], nothing))]).toEqual([['A', 'queued']]);
});
