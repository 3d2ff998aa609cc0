import { describe, expect, test, vi } from 'vitest';
import { createFakeLists } from '../../../components/testing/fake-page.ts';
import { noLogAlbums } from '../../domain/album/log-albums.ts';
import { TransferError } from '../../errors.ts';
import type { WantedPhotos } from '../../messaging/protocol.ts';
import { createPhotoPickerModel } from './photo-picker-model.ts';

async function open(count = 30_000, lists = createFakeLists(count)) {
  const sent: WantedPhotos[] = [];
  const closed = vi.fn<() => void>();
  const model = createPhotoPickerModel({
    lists,
    send: async (wanted) => void sent.push(wanted),
    askStates: async () => ({}),
    askAlbums: async () => noLogAlbums,
    closed,
  });
  await vi.waitFor(() => expect(model.count.value).toBe(count));
  return { model, lists, sent, closed };
}

describe('the window to choose photos in', () => {
  test('holds a thousand photos at most, however far one scrolls', async () => {
    const { model, lists } = await open(30_000);
    for (let page = 0; page < 300; page += 1) model.show(page * 100, page * 100 + 99);
    await vi.waitFor(() => expect(model.photoAt(29_950)).not.toBeNull());
    const there = Array.from({ length: 30_000 }, (_, index) => model.photoAt(index)).filter(Boolean);
    expect(there.length).toBeLessThanOrEqual(1_200);
    model.show(0, 20);
    await vi.waitFor(() => expect(model.photoAt(0)?.assetName).toBe('library-0'));
    expect(lists.pagesRead.length).toBeGreaterThan(1);
  });

  test('asks Apple only for what is in view when the scroll bar is drawn over 100,000 photos', async () => {
    const { model, lists } = await open(100_000);
    for (let first = 0; first < 99_900; first += 500) model.show(first, first + 99);
    model.show(99_900, 99_999);
    await vi.waitFor(() => expect(model.photoAt(99_999)).not.toBeNull());
    expect(lists.pagesRead.length).toBeLessThan(6);
  });

  test('says when no more can be picked at once, and reads no further', async () => {
    const { model, lists } = await open(100_000);
    await model.pickRange(0, 99_999);
    expect(model.pickedCount.value).toBe(20_000);
    expect(model.isFull.value).toBe(true);
    expect(lists.pagesRead.length).toBeLessThan(210);
  });

  test('picks and unpicks, and sends what is picked', async () => {
    const { model, sent, closed } = await open();
    model.toggle(0);
    model.toggle(2);
    model.toggle(2);
    model.toggle(5);
    expect(model.pickedCount.value).toBe(2);
    await model.send();
    expect(sent).toEqual([{ assetNames: ['library-0', 'library-5'], thumbs: [] }]);
    expect(closed).toHaveBeenCalledOnce();
  });

  test('picks a range over pages that were never shown, in either direction', async () => {
    const { model } = await open();
    await model.pickRange(1_250, 95);
    expect(model.pickedCount.value).toBe(1_156);
    expect([94, 95, 1_250, 1_251].map((index) => model.isPicked(`library-${index}`))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('takes no more than can be sent at once', async () => {
    const { model } = await open();
    await model.pickRange(0, 29_999);
    expect(model.pickedCount.value).toBe(20_000);
  });

  test('finds a date in a few questions', async () => {
    const { model, lists } = await open();
    lists.pagesRead.length = 0;
    expect(await model.findDate(Date.UTC(2026, 0, 1, 23) - 12_345 * 86_400_000)).toBe(12_345);
    expect(lists.pagesRead.length).toBeLessThan(12);
  });

  test('sends a whole album by its name, and a library as everything', async () => {
    const { model, sent } = await open(70);
    await model.sendList();
    model.showList('SOMMER');
    await vi.waitFor(() => expect(model.list.value?.id).toBe('SOMMER'));
    await model.sendList();
    expect(sent).toEqual([{ everything: true }, { albumName: 'SOMMER' }]);
  });

  test('says what went wrong, and can try again', async () => {
    const lists = createFakeLists(70);
    const { readLibraries } = lists;
    lists.readLibraries = () => Promise.reject(new TransferError('icloud-signed-out', ''));
    const model = createPhotoPickerModel({
      lists,
      send: async () => {},
      askStates: async () => ({}),
      askAlbums: async () => noLogAlbums,
      closed: () => {},
    });
    await vi.waitFor(() => expect(model.error.value?.code).toBe('icloud-signed-out'));
    lists.readLibraries = readLibraries;
    model.tryAgain();
    await vi.waitFor(() => expect(model.count.value).toBe(70));
    expect(model.error.value).toBeNull();
  });
});
