import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { FIRST_LOG } from '../domain/account/logs.ts';
import { everything } from '../domain/album/choice.ts';
import {
  MAX_PENDING_SENDS,
  movedUp,
  parsePendingSends,
  type PendingSend,
  pendingSendsOf,
  withSend,
} from './pending-sends.ts';

const pendingSends = pendingSendsOf(FIRST_LOG);

const press = { id: 'a', wanted: { everything: true as const }, pressedAt: 5 };

test('presses are kept, and not where a content script of Firefox could write them', async () => {
  expect(await pendingSends.getValue()).toEqual([]);
  await pendingSends.setValue([press]);
  expect(await pendingSends.getValue()).toEqual([press]);
  await fakeBrowser.storage.local.set({ pendingSends: [press, press] });
  expect(await pendingSends.getValue()).toEqual([press]);
});

test('watchers of the presses are called after each change', async () => {
  const changed = Promise.withResolvers<string>();
  const stop = pendingSends.watch(() => changed.resolve('changed'));
  await pendingSends.setValue([]);
  expect(await changed.promise).toBe('changed');
  stop();
});

test('each kind of press is read as it was written', () => {
  const all = [
    press,
    { ...press, wanted: { albumName: 'A' }, stage: 'final' as const, joined: { runId: 3, photos: 7 } },
    { ...press, wanted: { assetNames: ['A'], thumbs: [] }, stage: 'kept' as const },
    { ...press, wanted: { choice: everything, isConfirmed: true, thorough: true } },
  ];
  expect(parsePendingSends(all)).toEqual(all);
});

test.each([
  [{ isFinal: true }, { stage: 'final' }],
  [{ isKept: true, isFinal: true }, { stage: 'kept' }],
  [{ isKept: true }, { stage: 'kept' }],
  [{ isKept: 'yes', stage: 'soon' }, {}],
])('a press that an earlier build stored with %j has the stage %j', (fields, stage) => {
  expect(parsePendingSends([{ ...press, ...fields }])).toEqual([{ ...press, ...stage }]);
});

test.each([
  ['a choice with picks that are none', [{ ...press, wanted: { choice: { ...everything, picks: 7 } } }]],
  ['no list', { 0: press }],
  ['a press without a time', [{ ...press, pressedAt: 'now' }]],
  ['a press without a name', [{ ...press, id: 7 }]],
  ['a press for something else', [{ ...press, wanted: { assetNames: ['../x y'], thumbs: [] } }]],
  ['a press for nothing', [{ ...press, wanted: null }]],
  ['nothing', undefined],
])('%s is left out', (_, stored) => {
  expect(parsePendingSends(stored)).toEqual([]);
});

test('presses over the limit are dropped', () => {
  expect(parsePendingSends(Array.from({ length: 1_000 }, () => press))).toHaveLength(MAX_PENDING_SENDS);
});

test('picked photos are put before plans and behind other picks; a press moves up one place at a time', () => {
  const picked = (id: string): PendingSend => ({ ...press, id, wanted: { assetNames: [id], thumbs: [] } });
  const album: PendingSend = { ...press, id: 'album', wanted: { albumName: 'A' } };
  const ids = (pending: readonly PendingSend[]): string[] => pending.map(({ id }) => id);
  const queue = [press, picked('p'), album, picked('q')].reduce(withSend, []);
  expect(ids(queue)).toEqual(['p', 'q', 'a', 'album']);
  expect(ids(movedUp(queue, 'album'))).toEqual(['p', 'q', 'album', 'a']);
  expect(ids(movedUp(queue, 'p'))).toEqual(ids(queue));
  expect(ids(movedUp(queue, 'unknown'))).toEqual(ids(queue));
});
