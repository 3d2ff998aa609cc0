import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFakePage } from '../../components/testing/fake-page.ts';
import { TransferError } from '../errors.ts';
import { TOAST_MS } from './in-page-model.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const album = '49F535F0-7F87-4CCE-BB87-09C434C22F73';
const selection = (count: number, thumbs: string[]) => ({
  selection: { count, thumbs, unrecognised: count - thumbs.length },
});

describe('a press on the button', () => {
  test('sends the selected photos by their previews, and says how many were added', async () => {
    const { model, sent } = createFakePage({ sight: selection(2, ['a', 'b']) });
    await model.sendSelection();
    expect(sent).toEqual([{ assetNames: [], thumbs: ['a', 'b'] }]);
    expect(model.toast.value).toEqual({ kind: 'added', count: 2, undoId: 'u1' });
    expect(model.picker.value).toBeNull();
  });

  test('sends those that can be identified, and opens the window for the others', async () => {
    const { model, sent } = createFakePage({ sight: selection(24, ['a']) });
    await model.sendSelection();
    expect(sent).toHaveLength(1);
    expect(model.picker.value?.reason).toEqual({ kind: 'unrecognised', unrecognised: 23, count: 24 });
  });

  test('sends nothing if none can be identified', async () => {
    const { model, sent } = createFakePage({ sight: selection(3, []) });
    await model.sendSelection();
    expect(sent).toEqual([]);
    expect(model.picker.value?.reason).toEqual({ kind: 'unrecognised', unrecognised: 3, count: 3 });
  });

  test('before the setup opens the setup and keeps the selection', async () => {
    const { model, sent, kept } = createFakePage({ isSetUp: false, sight: selection(2, ['a']) });
    await model.sendSelection();
    expect(sent).toEqual([]);
    expect(kept).toEqual([{ assetNames: [], thumbs: ['a'] }]);
    expect(model.toast.value).toEqual({ kind: 'setup' });
    expect(model.picker.value).toBeNull();
  });

  test('that fails says so', async () => {
    const { model, page } = createFakePage({ sight: selection(1, ['a']) });
    page.sendItems = () => Promise.reject(new TransferError('unexpected', 'nobody answers'));
    await model.sendSelection();
    expect(model.toast.value).toMatchObject({ kind: 'failed', error: { code: 'unexpected' } });
  });
});

describe('the toast', () => {
  test('says so when it is too late to be taken back, for a toast stays while someone points at it', async () => {
    const { model, undone } = createFakePage({ canUndo: false, sight: selection(1, ['a']) });
    await model.sendSelection();
    model.holdToast(true);
    await vi.advanceTimersByTimeAsync(3 * TOAST_MS);
    await model.undo();
    expect(undone).toEqual([]);
    expect(model.toast.value).toEqual({ kind: 'too-late' });
  });

  test('a name that means something to JavaScript is a photo like any other', async () => {
    const { model, page, stop } = createFakePage({ sight: { openPhoto: 'constructor' } });
    page.itemStates = async () => ({});
    await vi.advanceTimersByTimeAsync(20_000);
    expect(model.openPhoto.value).toEqual({ state: 'unknown' });
    stop();
  });

  test('can be undone for ten seconds, and no longer', async () => {
    const { model, undone } = createFakePage({ sight: selection(1, ['a']) });
    await model.sendSelection();
    await vi.advanceTimersByTimeAsync(TOAST_MS - 1);
    await model.undo();
    expect(undone).toEqual(['u1']);
    expect(model.toast.value).toEqual({ kind: 'undone' });
    await vi.advanceTimersByTimeAsync(TOAST_MS);
    expect(model.toast.value).toBeNull();
    await model.undo();
    expect(undone).toEqual(['u1']);
  });

  test('stays while somebody is in it', async () => {
    const { model } = createFakePage();
    await model.sendLibrary();
    model.holdToast(true);
    await vi.advanceTimersByTimeAsync(5 * TOAST_MS);
    expect(model.toast.value).not.toBeNull();
    model.holdToast(false);
    await vi.advanceTimersByTimeAsync(TOAST_MS);
    expect(model.toast.value).toBeNull();
  });
});

describe('"This album"', () => {
  test('sends the album whose name is in the address', async () => {
    const { model, sent, lists } = createFakePage({ sight: { addressNames: [album] } });
    const [sommer] = await lists.readAlbums(new AbortController().signal);
    if (sommer) lists.readAlbums = async () => [{ ...sommer, albumName: album }];
    await model.sendAlbum();
    expect(sent).toEqual([{ albumName: album }]);
  });

  test.each([[[]], [[album]]])(
    'opens the window where the address %j names no album',
    async (addressNames) => {
      const { model, sent } = createFakePage({ sight: { addressNames } });
      await model.sendAlbum();
      expect(sent).toEqual([]);
      expect(model.picker.value?.reason).toEqual({ kind: 'album' });
      await vi.waitFor(() => expect(model.picker.value?.list.value?.id).toBe('SOMMER'));
    },
  );
});

test('the state of the open photo is shown, and polled while the photo is open', async () => {
  const { model, page, sight, stop } = createFakePage({ state: 'queued' });
  expect(model.openPhoto.value).toBeNull();
  sight.value = { ...sight.value, openPhoto: album };
  expect(model.openPhoto.value).toEqual({ state: null });
  await vi.waitFor(() => expect(model.openPhoto.value).toEqual({ state: 'queued' }));
  page.itemStates = async () => ({ [album]: 'proved' });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(model.openPhoto.value).toEqual({ state: 'proved' });
  stop();
});
