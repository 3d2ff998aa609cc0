import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { AlbumAnswers } from '../../entrypoints/background/in-page/album-answers.ts';
import type { InPageActions } from '../../entrypoints/background/in-page/in-page-actions.ts';
import { createInPageHandlers } from '../../entrypoints/background/in-page/in-page-handlers.ts';
import type { WantedPhotos } from '../../utils/messaging/protocol.ts';
import { epochMs } from '../../utils/units.ts';

beforeEach(() => fakeBrowser.reset());

const thumb = 'AQf0OcZ+T/8aVZd1kqzsQ4y0aB3c';

function createActions(isSetUp: boolean, now?: () => number, isCopying = false) {
  const done: unknown[] = [];
  const actions: InPageActions & AlbumAnswers = {
    isSetUp: async () => isSetUp,
    isCopying: async () => isCopying,
    wantsMarks: async () => true,
    thumbStates: async () => new Map([[thumb, 'queued' as const]]),
    itemStates: async (names) => new Map(names.map((name) => [name, 'proved' as const])),
    async albumFigures(names) {
      done.push({ names });
      return {
        listedAt: epochMs(5),
        albums: names.map((albumName) => ({ albumName, items: 2, copied: 1, bytes: 9 })),
      };
    },
    async albumCovers(names) {
      done.push({ names });
      return names.map((ref) => ({ ref, kind: 'jpeg', base64: 'SlBFRw==', durationMs: 0 }));
    },
    async add(wanted) {
      done.push(wanted);
      return { added: 2, undoId: 'u1' };
    },
    undo: async (undoId) => done.push(undoId) > 0,
    keep: async (kept) => void done.push({ kept }),
    openSetup: async () => void done.push('setup'),
    openDetails: async () => void done.push('details'),
    readSetup: async () => null,
    continueSetup: async () => void done.push('back'),
  };
  return { done, handlers: createInPageHandlers(actions, now) };
}

const wanted: WantedPhotos = { assetNames: ['A'], thumbs: [thumb] };

test('a press before the setup adds nothing', async () => {
  const { done, handlers } = createActions(false);
  expect(await handlers.sendItems(wanted)).toEqual({
    added: 0,
    undoId: null,
    needsSetup: true,
    isPlan: false,
  });
  expect(done).toEqual([]);
});

test('the setup opens and keeps the photos to be sent', async () => {
  const { done, handlers } = createActions(false);
  await handlers.openSetup({ keep: wanted });
  expect(done).toEqual([{ kept: wanted }, 'setup']);
});

test('the setup opens once a minute, however often a page asks', async () => {
  let at = 1_000_000;
  const { done, handlers } = createActions(false, () => at);
  const opened = (): number => done.filter((each) => each === 'setup').length;
  for (let time = 0; time < 100; time += 1) await handlers.openSetup({ keep: wanted });
  expect(opened()).toBe(1);
  at += 60_000;
  await handlers.openSetup({ keep: wanted });
  expect(opened()).toBe(2);
});

test('the details open once a minute, however often a page asks', async () => {
  const { done, handlers } = createActions(true, () => 1_000_000);
  for (let time = 0; time < 10; time += 1) await handlers.openDetails();
  expect(done).toEqual(['details']);
});

test('a press after the setup adds the photos and can be undone by its number', async () => {
  const { done, handlers } = createActions(true);
  expect(await handlers.sendItems(wanted)).toEqual({
    added: 2,
    undoId: 'u1',
    needsSetup: false,
    isPlan: false,
  });
  expect(await handlers.undoSend({ undoId: 'u1' })).toEqual({ isTakenBack: true });
  expect(done).toEqual([wanted, 'u1']);
});

test.each([
  [false, true],
  [true, false],
])('an album pressed while a copy runs (%s) becomes a plan at once: %s', async (isCopying, isPlan) => {
  const { handlers } = createActions(true, undefined, isCopying);
  expect(await handlers.sendItems({ albumName: 'SOMMER' })).toMatchObject({ isPlan });
});

test('the page receives states and nothing else from the log', async () => {
  const { handlers } = createActions(true);
  expect(await handlers.pageState()).toEqual({ isSetUp: true, marks: true, setup: null });
  expect(await handlers.thumbStates({ thumbs: [thumb] })).toEqual({ [thumb]: 'queued' });
  expect(await handlers.itemStates({ assetNames: ['A'] })).toEqual({ A: 'proved' });
});

test('the page receives numbers and covers of albums after the setup', async () => {
  const { handlers } = createActions(true);
  expect(await handlers.albumFigures({ albumNames: ['SOMMER'] })).toEqual({
    listedAt: 5,
    albums: [{ albumName: 'SOMMER', items: 2, copied: 1, bytes: 9 }],
  });
  expect(await handlers.albumCovers({ albumNames: ['SOMMER'] })).toEqual([
    { ref: 'SOMMER', kind: 'jpeg', base64: 'SlBFRw==', durationMs: 0 },
  ]);
});

test('before the setup no album is known, and nothing is read for one', async () => {
  const { done, handlers } = createActions(false);
  expect(await handlers.albumFigures({ albumNames: ['SOMMER'] })).toEqual({ listedAt: null, albums: [] });
  expect(await handlers.albumCovers({ albumNames: ['SOMMER'] })).toEqual([{ ref: 'SOMMER', kind: 'none' }]);
  expect(done).toEqual([]);
});
