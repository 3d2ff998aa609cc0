import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { everything } from '../domain/album/choice.ts';
import { MAX_PENDING_SENDS, parsePendingSends, pendingSends } from './pending-sends.ts';

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
    { ...press, wanted: { albumName: 'A' }, isFinal: true as const },
    { ...press, wanted: { assetNames: ['A'], thumbs: [] }, isKept: true as const, isFinal: true as const },
    { ...press, wanted: { choice: everything, isConfirmed: true, thorough: true } },
  ];
  expect(parsePendingSends(all)).toEqual(all);
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
